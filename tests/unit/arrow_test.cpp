// A query's rows as Arrow columns: types, values, batches, and who releases what when.

#include <bit>
#include <cstring>

#include <gtest/gtest.h>

#include "arrow/answers.hpp"

namespace xueshi::arrow {
namespace {

/// A struct of the C interface as a consumer holds it.
template <class Handed>
struct Held : Handed {
    Held() : Handed{} {}
    ~Held() {
        if (this->release != nullptr) this->release(this);
    }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
};

template <class T>
T at(const ArrowArray& array, std::size_t buffer, std::int64_t place) {
    T value;
    std::memcpy(&value, static_cast<const char*>(array.buffers[buffer]) + place * sizeof(T),
                sizeof value);
    return value;
}

bool bit(const ArrowArray& array, std::size_t buffer, std::int64_t place) {
    return (at<std::uint8_t>(array, buffer, place / 8) >> (place % 8) & 1) != 0;
}

bool is_null(const ArrowArray& array, std::int64_t place) {
    return array.buffers[0] != nullptr && !bit(array, 0, place);
}

std::string text(const ArrowArray& array, std::int64_t place) {
    const auto from = at<std::int64_t>(array, 1, place);
    const auto to = at<std::int64_t>(array, 1, place + 1);
    return {static_cast<const char*>(array.buffers[2]) + from, static_cast<std::size_t>(to - from)};
}

/// The hundredths; the upper half must only repeat the sign.
std::int64_t hundredths(const ArrowArray& array, std::int64_t place) {
    const bool little = std::endian::native == std::endian::little;
    const auto low = at<std::int64_t>(array, 1, 2 * place + (little ? 0 : 1));
    EXPECT_EQ(at<std::int64_t>(array, 1, 2 * place + (little ? 1 : 0)), low < 0 ? -1 : 0);
    return low;
}

template <class Row>
std::shared_ptr<const Table> table_of(const std::vector<Row>& rows, Keys keys = {},
                                      std::int64_t batch_rows = usual_batch) {
    RowTable<Row> table(ZoneOffset{480}, std::move(keys), batch_rows);
    table.append(rows);
    return table.finish();
}

/// "name format" of each column, "?" behind those that may be null.
std::string told(const ArrowSchema& schema) {
    std::string out = std::string(schema.name) + " " + schema.format;
    if ((schema.flags & ARROW_FLAG_NULLABLE) != 0) out += "?";
    if (schema.n_children == 0) return out;
    out += "(";
    for (std::int64_t i = 0; i < schema.n_children; ++i)
        out += (i == 0 ? "" : ", ") + told(*schema.children[i]);
    return out + ")";
}

template <class Row>
std::string schema_of(Keys keys = {}) {
    Held<ArrowSchema> schema;
    hand_out_schema(table_of<Row>({}, std::move(keys))->rows, schema);
    return told(schema);
}

/// The column of a batch by its name.
const ArrowArray& column(const Table& table, const ArrowArray& batch, std::string_view name) {
    for (std::size_t i = 0; i < table.rows->children.size(); ++i)
        if (table.rows->children[i].name == name) return *batch.children[i];
    throw std::out_of_range(std::string(name));
}

HoursView record(int number) {
    HoursView view;
    view.record = "project:P:T" + std::to_string(number);
    view.teacher = "T" + std::to_string(number);
    view.level = ProjectLevel::county;
    view.year = 2026;
    view.hours = Hours::hundredths(750 + number);
    if (number % 2 == 0) view.attendance = 90 + number;
    view.state = HoursState::verified;
    if (number == 1) view.reason = "理由";
    return view;
}

TEST(ArrowTypes, AreThoseOfTheFields) {
    EXPECT_EQ(schema_of<HoursView>(),
              " +s(record U, teacher U, category U, project U, name U, level U, school U, year l, "
              "hours d:18,2, grade U, attendance l?, state U, reason U?)");
    EXPECT_EQ(schema_of<EnrollmentView>(),
              " +s(project U, teacher U, school U, state U, forced b, reason U?, class U?, "
              "enrolled_at tsu:+08:00?, version l)");
    EXPECT_EQ(schema_of<TeacherView>(),
              " +s(teacher U, name U, school U, stages +L(item U), subject U, title U?, "
              "position U?, id_number U?, mobile U?, hired_on tdD?)");
}

TEST(ArrowTypes, AStructWithinARowIsColumnsAndInAListAStructure) {
    const std::string schema = schema_of<ProjectView>();
    EXPECT_NE(schema.find("enrollment_from tdD?, enrollment_to tdD?, training_from tdD, "
                          "training_to tdD, audience_stages +L(item U)"),
              std::string::npos)
        << schema;
    EXPECT_NE(schema.find("bases +L(item +s(base U, regions +L(item U)))"), std::string::npos)
        << schema;
}

TEST(ArrowTypes, AMapIsAColumnForEachOfItsKeys) {
    EXPECT_EQ(
        schema_of<StatisticsRow>({{"by", {"school", "month"}}, {"enrollments", {"approved"}}}),
        " +s(by_school U?, by_month U?, enrollments_approved l?, recorded d:18,2, "
        "approved d:18,2, verified d:18,2, records l)");
    EXPECT_EQ(schema_of<StatisticsRow>(),
              " +s(recorded d:18,2, approved d:18,2, verified d:18,2, records l)");
}

TEST(ArrowValues, AreThoseOfTheRows) {
    const auto table = table_of<HoursView>({record(1), record(2), record(3)});
    ASSERT_EQ(table->batches.size(), 1u);
    Held<ArrowArray> batch;
    hand_out_batch(*table->rows, table->batches.front(), batch);
    ASSERT_EQ(batch.length, 3);
    EXPECT_EQ(batch.null_count, 0);
    EXPECT_EQ(text(column(*table, batch, "teacher"), 2), "T3");
    EXPECT_EQ(text(column(*table, batch, "level"), 0), "county");
    EXPECT_EQ(text(column(*table, batch, "grade"), 0), "");
    EXPECT_EQ(at<std::int64_t>(column(*table, batch, "year"), 1, 2), 2026);
    EXPECT_EQ(hundredths(column(*table, batch, "hours"), 1), 752);
    const ArrowArray& reason = column(*table, batch, "reason");
    EXPECT_EQ(reason.null_count, 2);
    EXPECT_EQ(text(reason, 0), "理由");
    EXPECT_TRUE(is_null(reason, 1) && is_null(reason, 2) && !is_null(reason, 0));
    const ArrowArray& attendance = column(*table, batch, "attendance");
    EXPECT_TRUE(is_null(attendance, 0) && is_null(attendance, 2));
    EXPECT_EQ(at<std::int64_t>(attendance, 1, 1), 92);
    EXPECT_EQ(column(*table, batch, "year").buffers[0], nullptr) << "none is null";
}

TEST(ArrowValues, OfBitsDatesInstantsListsAndMaps) {
    std::vector<EnrollmentView> enrolled(20);
    for (std::size_t i = 0; i < enrolled.size(); ++i)
        enrolled[i].forced = i % 3 == 0;
    enrolled[9].enrolled_at = Instant::from_micros(-5);
    const auto enrollments = table_of(enrolled);
    Held<ArrowArray> batch;
    hand_out_batch(*enrollments->rows, enrollments->batches.front(), batch);
    for (std::int64_t i = 0; i < 20; ++i) {
        EXPECT_EQ(bit(column(*enrollments, batch, "forced"), 1, i), i % 3 == 0);
        EXPECT_EQ(is_null(column(*enrollments, batch, "enrolled_at"), i), i != 9);
    }
    EXPECT_EQ(at<std::int64_t>(column(*enrollments, batch, "enrolled_at"), 1, 9), -5);

    ProjectView project;
    project.training = {Date::from_days(-1), Date::from_days(20'000)};
    project.bases = {{"B1", {"3201", "3202"}}, {"B2", {}}};
    const auto projects = table_of<ProjectView>({ProjectView{}, project});
    Held<ArrowArray> second;
    hand_out_batch(*projects->rows, projects->batches.front(), second);
    EXPECT_EQ(at<std::int32_t>(column(*projects, second, "training_from"), 1, 1), -1);
    EXPECT_EQ(column(*projects, second, "enrollment_to").null_count, 2);
    const ArrowArray& bases = column(*projects, second, "bases");
    EXPECT_EQ(at<std::int64_t>(bases, 1, 1), 0);
    EXPECT_EQ(at<std::int64_t>(bases, 1, 2), 2);
    const ArrowArray& base = *bases.children[0];
    EXPECT_EQ(text(*base.children[0], 1), "B2");
    EXPECT_EQ(base.children[1]->children[0]->length, 2);

    StatisticsRow row;
    row.by = {{"school", "S1"}};
    row.enrollments = {{"approved", 7}, {"not asked", 1}};
    const auto statistics = table_of<StatisticsRow>(
        {row, {}}, {{"by", {"school"}}, {"enrollments", {"approved", "rejected"}}});
    Held<ArrowArray> third;
    hand_out_batch(*statistics->rows, statistics->batches.front(), third);
    EXPECT_EQ(text(column(*statistics, third, "by_school"), 0), "S1");
    EXPECT_TRUE(is_null(column(*statistics, third, "by_school"), 1));
    EXPECT_EQ(at<std::int64_t>(column(*statistics, third, "enrollments_approved"), 1, 0), 7);
    EXPECT_EQ(column(*statistics, third, "enrollments_rejected").null_count, 2);
}

TEST(ArrowStreams, GiveBatchesAndTheirEndAndCanBeReadTwice) {
    std::vector<HoursView> rows;
    for (int i = 0; i < 7; ++i)
        rows.push_back(record(i));
    const auto table = table_of(rows, {}, 3);
    EXPECT_EQ(table->length(), 7);
    for (int time = 0; time < 2; ++time) {
        Held<ArrowArrayStream> stream;
        hand_out_stream(table, stream);
        Held<ArrowSchema> schema;
        ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
        EXPECT_EQ(schema.n_children, 13);
        std::vector<std::int64_t> lengths;
        for (;;) {
            Held<ArrowArray> batch;
            ASSERT_EQ(stream.get_next(&stream, &batch), 0);
            if (batch.release == nullptr) break;
            lengths.push_back(batch.length);
        }
        EXPECT_EQ(lengths, (std::vector<std::int64_t>{3, 3, 1}));
        Held<ArrowArray> after;
        EXPECT_EQ(stream.get_next(&stream, &after), 0);
        EXPECT_EQ(after.release, nullptr);
        EXPECT_EQ(stream.get_last_error(&stream), nullptr);
    }
}

TEST(ArrowStreams, OfNoRowsHaveASchemaAndNoBatch) {
    Held<ArrowArrayStream> stream;
    hand_out_stream(table_of<HoursView>({}), stream);
    Held<ArrowSchema> schema;
    ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
    EXPECT_EQ(schema.n_children, 13);
    Held<ArrowArray> batch;
    ASSERT_EQ(stream.get_next(&stream, &batch), 0);
    EXPECT_EQ(batch.release, nullptr);
}

TEST(ArrowStreams, KeepWhatWasHandedOutUntilItIsReleased) {
    auto table = table_of<HoursView>({record(1), record(2)});
    const std::weak_ptr<const Column> data = table->batches.front();
    Held<ArrowArray> batch;
    Held<ArrowSchema> schema;
    {
        Held<ArrowArrayStream> stream;
        hand_out_stream(std::move(table), stream);
        ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
        ASSERT_EQ(stream.get_next(&stream, &batch), 0);
    }  // released before its end
    EXPECT_STREQ(schema.children[1]->name, "teacher");
    EXPECT_EQ(text(*batch.children[1], 1), "T2");
    EXPECT_FALSE(data.expired());
    batch.release(&batch);
    EXPECT_EQ(batch.release, nullptr);
    EXPECT_TRUE(data.expired());
}

/// A consumer may move children out of their parent, and release that first.
TEST(ArrowStreams, LetAConsumerTakeAColumnOut) {
    auto table = table_of<HoursView>({record(1), record(2)});
    const std::weak_ptr<const Column> data = table->batches.front();
    Held<ArrowArray> teacher;
    Held<ArrowSchema> type;
    {
        Held<ArrowArray> batch;
        Held<ArrowSchema> schema;
        hand_out_batch(*table->rows, table->batches.front(), batch);
        hand_out_schema(table->rows, schema);
        static_cast<ArrowArray&>(teacher) = *batch.children[1];
        batch.children[1]->release = nullptr;
        static_cast<ArrowSchema&>(type) = *schema.children[1];
        schema.children[1]->release = nullptr;
    }
    table.reset();
    EXPECT_STREQ(type.name, "teacher");
    EXPECT_EQ(text(teacher, 0), "T1");
    EXPECT_FALSE(data.expired());
    teacher.release(&teacher);
    EXPECT_TRUE(data.expired());
}

TEST(ArrowAnswers, AreAskedForToTheLastPage) {
    std::vector<HoursQuery> asked;
    const auto ask = [&](const HoursQuery& query) {
        asked.push_back(query);
        Outcome<HoursPage> page;
        page.result.emplace();
        for (int i = 0; i < 3; ++i)
            page.result->records.push_back(record(i));
        if (asked.size() < 4) page.result->next = std::to_string(asked.size());
        return page;
    };
    HoursQuery query;
    query.teacher = "T1";
    const auto table = table_of_all(
        query, ask, [] { return ZoneOffset{}; }, 5);
    EXPECT_EQ(table.value()->length(), 12);
    EXPECT_EQ(table.value()->batches.size(), 3u);
    ASSERT_EQ(asked.size(), 4u);
    EXPECT_EQ(asked[0].after, std::nullopt);
    EXPECT_EQ(asked[3].after, "3");
    EXPECT_EQ(asked[3].teacher, "T1");
    EXPECT_EQ(asked[3].limit, 1000);
}

TEST(ArrowAnswers, EndAtARefusal) {
    int pages = 0;
    const auto ask = [&](const HoursQuery&) {
        Outcome<HoursPage> page;
        if (++pages == 2) {
            page.refusals.emplace_back();
        } else {
            page.result.emplace().next = "more";
        }
        return page;
    };
    const auto table = table_of_all(HoursQuery{}, ask, [] { return ZoneOffset{}; });
    EXPECT_FALSE(table.ok());
    EXPECT_EQ(table.refusals.size(), 1u);
    EXPECT_EQ(pages, 2);
}

/// The columns are those asked for, whatever is found; for what isn't asked for, those that occur.
TEST(ArrowAnswers, OfStatisticsHaveTheDimensionsAskedFor) {
    Statistics query;
    query.by = {Dimension::school, Dimension::month};
    StatisticsAnswer answer;
    const auto ask = [&](const Statistics&) {
        Outcome<StatisticsAnswer> outcome;
        outcome.result = answer;
        return outcome;
    };
    const auto names = [&] {
        std::string all;
        const auto table = table_of_all(query, ask, [] { return ZoneOffset{}; });
        for (const Type& column : table.value()->rows->children)
            all += column.name + " ";
        return all;
    };
    EXPECT_EQ(names(), "by_school by_month recorded approved verified records ");
    answer.rows.resize(2);
    answer.rows[0].enrollments = {{"rejected", 1}};
    answer.rows[1].enrollments = {{"approved", 1}};
    EXPECT_EQ(names(),
              "by_school by_month enrollments_approved enrollments_rejected recorded approved "
              "verified records ");
}

}  // namespace
}  // namespace xueshi::arrow
