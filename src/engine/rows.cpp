#include "engine/rows.hpp"

#include "engine/row_codec.hpp"

namespace xueshi::engine {

namespace cells {

void append_stages(std::string& out, const std::vector<Stage>& stages) {
    if (stages.size() == 1) return storage::append_text(out, enum_name(stages.front()));
    std::string text;
    for (const Stage stage : stages) {
        if (!text.empty()) text += ' ';
        text += enum_name(stage);
    }
    storage::append_text(out, text);
}

void read_stages(std::string_view text, std::vector<Stage>& stages) {
    stages.clear();
    while (!text.empty()) {
        const std::size_t blank = text.find(' ');
        const auto stage = enum_of<Stage>(text.substr(0, blank));
        if (!stage) corrupt(text);
        stages.push_back(*stage);
        text = blank == std::string_view::npos ? std::string_view{} : text.substr(blank + 1);
    }
}

void corrupt(std::string_view what) {
    throw Error(ErrorCode::storage_corrupt, "a stored row can't be read: " + std::string(what));
}

}  // namespace cells

namespace {

template <class... Rows>
constexpr auto tables_of(boost::mp11::mp_list<Rows...>) {
    return std::array<const storage::Table*, sizeof...(Rows)>{&table<Rows>...};
}

constexpr auto tables = tables_of(AllRows{});

static_assert(cells::columns_v<QuotaRow>[quota_column::seats].name == "seats");
static_assert(cells::columns_v<QuotaRow>[quota_column::used].name == "used");
static_assert(cells::columns_v<EnrollmentRow>[enrollment_column::year].name == "year");
static_assert(cells::columns_v<LogRow>[log_column::at].name == "at");
static_assert(cells::columns_v<ClassRow>[class_column::members].name == "members");

constexpr storage::Schema our_schema{1, 1, 1, tables};

}  // namespace

const storage::Schema& schema() { return our_schema; }

}  // namespace xueshi::engine
