#include "bench/postgresql_floor.hpp"

#include <stdexcept>

#include <fmt/format.h>

namespace xueshi::bench {

namespace {

constexpr auto tables = {"root",  "policy",     "org",   "teacher", "person", "project",
                         "class", "enrollment", "quota", "stream",  "log",    "request"};

/// What the projects' JSON says, as columns. The bench's projects are alike in this.
constexpr auto offers = R"(
CREATE TABLE {s}.offer (
    project text COLLATE "C" PRIMARY KEY, cancelled boolean NOT NULL, year bigint NOT NULL,
    opens bigint NOT NULL, closes bigint NOT NULL, stages text[] NOT NULL, subjects text[] NOT NULL,
    titles text[] NOT NULL, hired_by bigint NOT NULL);
INSERT INTO {s}.offer SELECT project, false, year, {opens}, {closes}, '{primary}',
    '{语文,数学,英语,科学}', '{一级教师,高级教师}', {hired_by} FROM {s}.xueshi_project;
CREATE SEQUENCE {s}.log_number CACHE 100;
)";

/// The order is the engine's: first the head of the log, last the seats, the hottest row.
constexpr auto function = R"(
CREATE FUNCTION {s}.{name}(asked text, person_code text, acting text, county text, moment bigint,
                           entry text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    offer {s}.offer;
    person {s}.xueshi_teacher;
    place bigint;  -- in the log
BEGIN
    SELECT * INTO offer FROM {s}.offer o WHERE o.project = asked FOR SHARE;
    IF NOT FOUND OR offer.cancelled THEN RETURN 'project'; END IF;
    IF moment < offer.opens OR moment >= offer.closes THEN RETURN 'window'; END IF;
    SELECT * INTO person FROM {s}.xueshi_teacher t
        WHERE t.home = county AND t.teacher = person_code FOR SHARE;
    IF NOT FOUND OR person.school <> acting THEN RETURN 'teacher'; END IF;
    IF NOT (string_to_array(person.stages, ' ') && offer.stages
            AND person.subject = ANY (offer.subjects) AND person.title = ANY (offer.titles)
            AND person.hired_on <= offer.hired_by) THEN
        RETURN 'conditions';
    END IF;
    PERFORM 1 FROM {s}.xueshi_enrollment e
        WHERE e.home = county AND e.teacher = person_code AND e.project = asked;
    IF FOUND THEN RETURN 'duplicate'; END IF;
    {number}
    INSERT INTO {s}.xueshi_enrollment (home, teacher, project, school, stages, subject, title, state,
            step, forced, enrolled_at, holds_seat, year, version, writer)
        VALUES (county, person_code, asked, acting, person.stages, person.subject, person.title,
            'pending_authority', 0, 0, moment, 1, offer.year, 1, acting || ':' || place);
    UPDATE {s}.xueshi_quota q SET used = used + 1
        WHERE q.place = county AND q.project = asked AND q.org = acting AND used + 1 <= seats;
    IF NOT FOUND THEN RAISE EXCEPTION 'no seat'; END IF;
    {log}
    RETURN 'enrolled';
END $$;
)";

constexpr auto next_of_chain = R"(
    SELECT number + 1 INTO place FROM {s}.xueshi_stream h WHERE h.stream = acting FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO {s}.xueshi_stream VALUES (acting, 0, '', 0, 0);
        place := 1;
    END IF;)";
constexpr auto log_in_chain = R"(
    INSERT INTO {s}.xueshi_log (stream, number, at, hash, entry) VALUES (acting, place, moment,
        encode(sha256(convert_to(entry, 'UTF8')), 'hex'), entry);
    UPDATE {s}.xueshi_stream SET number = place, at = moment,
        hash = encode(sha256(convert_to(entry, 'UTF8')), 'hex') WHERE stream = acting;)";
constexpr auto next_without_chain = "place := nextval('{s}.log_number');";
constexpr auto log_without_chain =
    "INSERT INTO {s}.xueshi_log (stream, number, at, hash, entry) "
    "VALUES (acting, place, moment, '', entry);";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

std::string function_text(const char* name, const char* number, const char* log) {
    return replaced(replaced(replaced(function, "{name}", name), "{number}", number), "{log}", log);
}

std::string microseconds(const char* instant) {
    return std::to_string(Instant::parse(instant).value().micros());
}

std::string array_of(const std::vector<std::string>& codes) {
    std::string text = "{";  // codes have no quotes, commas or braces
    for (const std::string& code : codes)
        text += (text.size() == 1 ? "" : ",") + code;
    return text + "}";
}

}  // namespace

const char* const insert_enrollment =
    "INSERT INTO {s}.xueshi_enrollment (home, teacher, project, school, stages, subject, title, "
    "state, step, forced, enrolled_at, holds_seat, year, version, writer) VALUES ($1, $2, $3, $4, "
    "$5, $6, $7, 'pending_authority', 0, 0, $8, 1, 2026, 1, $9)";

std::string in_schema(const std::string& sql, const std::string& schema) {
    return replaced(sql, "{s}", schema);
}

std::string now_text() { return std::to_string(World::now().micros()); }

void copy_to_floor(FloorConnection& connection, const std::string& from, const std::string& to) {
    for (const char* table : tables) {
        connection.run(fmt::format("INSERT INTO {}.xueshi_{} SELECT * FROM {}.xueshi_{}", to, table,
                                   from, table));
    }
    std::string extra = replaced(offers, "{opens}", microseconds("2026-03-01T00:00:00+08:00"));
    extra = replaced(extra, "{closes}", microseconds("2026-04-01T00:00:00+08:00"));
    const Date hired_by =
        Date::of(2023, 3, 1).value();  // three years before the window's first day
    extra = replaced(extra, "{hired_by}", std::to_string(hired_by.days()));
    extra += function_text("enroll_chained", next_of_chain, log_in_chain);
    extra += function_text("enroll_unchained", next_without_chain, log_without_chain);
    connection.run(in_schema(extra, to));
}

Logged logged(FloorConnection& connection, const std::string& schema, const Receipt& receipt) {
    const Answer answer = connection.run(
        fmt::format("SELECT number, hash, entry FROM {}.xueshi_log WHERE stream = '{}' "
                    "AND number = {}",
                    schema, receipt.stream, receipt.number));
    if (answer.rows() != 1) throw std::runtime_error("the engine's entry was not found again");
    return {answer.text(0, 0), answer.text(0, 1), answer.text(0, 2)};
}

std::string an_entry(FloorConnection& connection, const std::string& schema) {
    return connection
        .run(fmt::format("SELECT entry FROM {}.xueshi_log WHERE stream LIKE 'S%' LIMIT 1", schema))
        .text();
}

void compare_tables(FloorConnection& connection, const std::string& left, const std::string& right,
                    const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const auto missing = [&](const std::string& here, const std::string& there) {
            const Answer answer = connection.run(
                fmt::format("SELECT count(*) FROM (SELECT * FROM {}.xueshi_{} EXCEPT "
                            "SELECT * FROM {}.xueshi_{}) AS missing",
                            here, name, there, name));
            return answer.text() != "0";
        };
        if (missing(left, right) || missing(right, left))
            throw std::runtime_error("the floor wrote other rows than the engine: " + name);
    }
}

BatchFloor::BatchFloor(FloorConnection& connection, const std::string& schema)
    : connection_(connection) {
    const auto prepare = [&](const char* name, const char* sql) {
        connection_.prepare(name, in_schema(sql, schema));
    };
    prepare("begin", "BEGIN");
    prepare("commit", "COMMIT");
    prepare("hold", "SELECT 1 FROM {s}.offer WHERE project = $1 FOR SHARE");
    prepare("enroll", R"(
        INSERT INTO {s}.xueshi_enrollment (home, teacher, project, school, stages, subject, title,
            state, step, forced, enrolled_at, holds_seat, year, version, writer)
        SELECT t.home, t.teacher, o.project, t.school, t.stages, t.subject, t.title,
            'pending_authority', 0, 0, $5::bigint, 1, o.year, 1, $6::text
        FROM unnest($1::text[]) AS asked(teacher)
            JOIN {s}.xueshi_teacher t ON t.home = $2 AND t.teacher = asked.teacher
            JOIN {s}.offer o ON o.project = $3
        WHERE t.school = $4 AND NOT o.cancelled AND $5::bigint >= o.opens AND $5::bigint < o.closes
            AND string_to_array(t.stages, ' ') && o.stages AND t.subject = ANY (o.subjects)
            AND t.title = ANY (o.titles) AND t.hired_on <= o.hired_by
            AND NOT EXISTS (SELECT 1 FROM {s}.xueshi_enrollment e WHERE e.home = t.home
                AND e.teacher = t.teacher AND e.project = o.project)
        FOR SHARE OF t)");
    prepare("seats",
            "UPDATE {s}.xueshi_quota SET used = used + $4 WHERE place = $1 AND project = $2 "
            "AND org = $3 AND used + $4 <= seats");
    prepare("head",
            "INSERT INTO {s}.xueshi_stream (stream, number, hash, at, checkpointed) "
            "VALUES ($1, $2, $3, $4, 0) ON CONFLICT (stream) DO UPDATE SET "
            "number = excluded.number, hash = excluded.hash, at = excluded.at");
    prepare("log",
            "INSERT INTO {s}.xueshi_log (stream, number, at, hash, entry) "
            "VALUES ($1, $2, $4, $3, $5)");
}

void BatchFloor::enroll(const Actor& actor, const Enroll& command, const Logged& entry) {
    const auto asked = static_cast<long>(command.teachers.size());
    connection_.send("begin", {});
    connection_.send("hold", {command.project});
    connection_.send("enroll", {array_of(command.teachers), World::county(), command.project,
                                actor.org, now_text(), actor.org + ":" + entry.number});
    connection_.send("seats", {World::county(), command.project, actor.org, std::to_string(asked)});
    const std::vector<Answer> answers = connection_.receive();
    if (answers[2].changed() != asked || answers[3].changed() != 1)
        throw std::runtime_error("the set-based floor refused what the engine accepted");
    connection_.send("head", {actor.org, entry.number, entry.hash, now_text()});
    connection_.send("log", {actor.org, entry.number, entry.hash, now_text(), entry.entry});
    connection_.send("commit", {});
    connection_.receive();
}

FunctionFloor::FunctionFloor(FloorConnection& connection, const std::string& schema, Log log)
    : connection_(connection) {
    connection_.prepare("enroll", fmt::format("SELECT {}.enroll_{}($1, $2, $3, $4, $5, $6)", schema,
                                              log == Log::chained ? "chained" : "unchained"));
}

std::string FunctionFloor::enroll(const Actor& actor, const Enroll& command,
                                  const std::string& entry) {
    return connection_
        .execute("enroll", {command.project, command.teachers.front(), actor.org, World::county(),
                            now_text(), entry})
        .text();
}

}  // namespace xueshi::bench
