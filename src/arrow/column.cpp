#include "column.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace xueshi::arrow {

namespace {

/// Behind `length` bits that are there.
void append_bit(std::vector<std::uint8_t>& bits, std::int64_t length, bool value) {
    if (length % 8 == 0) bits.push_back(0);
    if (value) bits.back() = static_cast<std::uint8_t>(bits.back() | (1u << (length % 8)));
}

}  // namespace

// Decimals are read as numbers of 128 bits: what `new` gives is aligned for them.
static_assert(__STDCPP_DEFAULT_NEW_ALIGNMENT__ >= 16);

Column::Column(const Type& type) {
    if (type.layout == Layout::text || type.layout == Layout::list) offsets.push_back(0);
    for (const Type& child : type.children)
        children.emplace_back(child);
}

void Appender::count(Column& to, bool valid) {
    append_bit(to.validity, to.length, valid);
    ++to.length;
    to.nulls += valid ? 0 : 1;
}

void Appender::append_bytes(Column& to, const void* bytes, std::size_t size) {
    const auto* first = static_cast<const std::uint8_t*>(bytes);
    to.values.insert(to.values.end(), first, first + size);
}

void Appender::append(const Type&, Column& to, bool value) {
    append_bit(to.values, to.length, value);
    count(to, true);
}

void Appender::append(const Type&, Column& to, std::int64_t value) {
    append_bytes(to, &value, sizeof value);
    count(to, true);
}

void Appender::append(const Type&, Column& to, std::string_view value) {
    append_bytes(to, value.data(), value.size());
    to.offsets.push_back(static_cast<std::int64_t>(to.values.size()));
    count(to, true);
}

void Appender::append(const Type&, Column& to, Hours value) {
    const std::int64_t low = value.hundredths();
    const std::int64_t high = low < 0 ? -1 : 0;
    std::array<std::int64_t, 2> halves{low, high};
    if constexpr (std::endian::native == std::endian::big) halves = {high, low};
    append_bytes(to, halves.data(), sizeof halves);
    count(to, true);
}

void Appender::append(const Type&, Column& to, Date value) {
    const std::int32_t days = value.days();
    append_bytes(to, &days, sizeof days);
    count(to, true);
}

void Appender::append(const Type& type, Column& to, Instant value) {
    append(type, to, value.micros());
}

void Appender::append_null(const Type& type, Column& to) {
    switch (type.layout) {
        case Layout::bits:
            append_bit(to.values, to.length, false);
            break;
        case Layout::fixed:
            to.values.resize(to.values.size() + type.width);
            break;
        case Layout::text:
        case Layout::list:
            to.offsets.push_back(to.offsets.back());
            break;
        case Layout::structure:
            for (std::size_t i = 0; i < type.children.size(); ++i)
                append_null(type.children[i], to.children[i]);
            break;
    }
    count(to, false);
}

}  // namespace xueshi::arrow
