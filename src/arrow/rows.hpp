#pragma once
/// A query's rows as a table: the rows are the first list of described structs in its answer.
///
/// A column for each field. A struct within a row becomes columns of its own (`training_from`), and
/// so does each key of a map (`by_school`); within a list it stays a structure.

#include "table.hpp"

namespace xueshi::arrow {

/// Field of a map → its keys, in the order of their columns.
using Keys = std::map<std::string, std::vector<std::string>, std::less<>>;

inline constexpr std::int64_t usual_batch = 65'536;

template <codec::Described Row>
class RowTable {
public:
    /// `batch_rows`: after so many a batch ends.
    explicit RowTable(ZoneOffset zone, Keys keys = {}, std::int64_t batch_rows = usual_batch)
        : zone_(zone), keys_(std::move(keys)), batch_rows_(batch_rows) {
        rows_.format = "+s";
        rows_.layout = Layout::structure;
        describe<Row>({}, {}, false);
    }

    void append(const std::vector<Row>& rows) {
        for (const Row& row : rows) {
            if (!batch_) batch_ = std::make_shared<Column>(rows_);
            next_ = 0;
            put<Row>({}, &row);
            ++batch_->length;
            if (batch_->length == batch_rows_) batches_.push_back(std::move(batch_));
        }
    }

    /// Ends it; nothing is to be appended any more.
    std::shared_ptr<const Table> finish() {
        if (batch_) batches_.push_back(std::move(batch_));
        auto table = std::make_shared<Table>();
        table->rows = std::make_shared<const Type>(std::move(rows_));
        table->batches.assign(batches_.begin(), batches_.end());
        return table;
    }

private:
    static std::string within(const std::string& outer, std::string_view name) {
        return outer.empty() ? std::string(name) : outer + "_" + std::string(name);
    }

    const std::vector<std::string>& keys_of(std::string_view field) const {
        static const std::vector<std::string> none;
        const auto found = keys_.find(field);
        return found == keys_.end() ? none : found->second;
    }

    /// `name`: the column's, or what its columns' names begin with. `field`: whose value it is.
    template <class T>
    void describe(const std::string& name, std::string_view field, bool nullable) {
        if constexpr (codec::is_optional<T>) {
            describe<typename T::value_type>(name, field, true);
        } else if constexpr (codec::is_map<T>) {
            for (const std::string& key : keys_of(field))
                describe<typename T::mapped_type>(within(name, key), key, true);
        } else if constexpr (codec::Described<T>) {
            codec::for_each_field<T>([&](auto pointer, const Field& inner) {
                using V = std::decay_t<decltype(std::declval<T&>().*pointer)>;
                describe<V>(within(name, inner.name), inner.name, nullable);
            });
        } else {
            rows_.children.push_back(type_of<T>(name, zone_, nullable));
        }
    }

    /// The same way through the same fields; null: there is no value, nor any in it.
    template <class T>
    void put(std::string_view field, const T* value) {
        if constexpr (codec::is_optional<T>) {
            put<typename T::value_type>(field, value && *value ? &**value : nullptr);
        } else if constexpr (codec::is_map<T>) {
            using V = typename T::mapped_type;
            for (const std::string& key : keys_of(field)) {
                const auto found =
                    value == nullptr ? typename T::const_iterator() : value->find(key);
                const bool there = value != nullptr && found != value->end();
                put<V>(key, there ? &found->second : nullptr);
            }
        } else if constexpr (codec::Described<T>) {
            codec::for_each_field<T>([&](auto pointer, const Field& inner) {
                using V = std::decay_t<decltype(std::declval<T&>().*pointer)>;
                put<V>(inner.name, value == nullptr ? nullptr : &(value->*pointer));
            });
        } else {
            const Type& type = rows_.children[next_];
            Column& column = batch_->children[next_++];
            value == nullptr ? Appender::append_null(type, column)
                             : Appender::append(type, column, *value);
        }
    }

    ZoneOffset zone_;
    Keys keys_;
    std::int64_t batch_rows_;
    Type rows_;
    std::size_t next_ = 0;  ///< the column that comes next
    std::shared_ptr<Column> batch_{};
    std::vector<std::shared_ptr<Column>> batches_{};
};

}  // namespace xueshi::arrow
