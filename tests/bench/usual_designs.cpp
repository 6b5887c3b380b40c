#include "bench/usual_designs.hpp"

#include <stdexcept>

namespace xueshi::bench {

namespace {

class RowLock final : public UsualDesign {
public:
    RowLock(FloorConnection& connection, const std::string& schema)
        : UsualDesign(connection, schema) {
        prepare("seats",
                "SELECT seats - used FROM {s}.xueshi_quota "
                "WHERE place = $1 AND project = $2 AND org = $3 FOR UPDATE");
        prepare("count",
                "UPDATE {s}.xueshi_quota SET used = used + 1 "
                "WHERE place = $1 AND project = $2 AND org = $3");
    }

private:
    bool take_seat(const Actor& actor, const Enroll& command) override {
        const Answer seats =
            connection_.execute("seats", {World::county(), command.project, actor.org});
        return seats.rows() == 1 && std::stol(seats.text()) > 0;
    }
    void count_seat(const Actor& actor, const Enroll& command) override {
        connection_.execute("count", {World::county(), command.project, actor.org});
    }
};

class AdvisoryLock final : public UsualDesign {
public:
    AdvisoryLock(FloorConnection& connection, const std::string& schema)
        : UsualDesign(connection, schema) {
        prepare("lock", "SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))");
        // From the index on school and project alone.
        prepare("seats",
                "SELECT seats - (SELECT count(*) FROM {s}.xueshi_enrollment "
                "WHERE school = $3 AND project = $2) FROM {s}.xueshi_quota "
                "WHERE place = $1 AND project = $2 AND org = $3");
    }

private:
    bool take_seat(const Actor& actor, const Enroll& command) override {
        connection_.execute("lock", {command.project, actor.org});
        const Answer seats =
            connection_.execute("seats", {World::county(), command.project, actor.org});
        return seats.rows() == 1 && std::stol(seats.text()) > 0;
    }
};

class SeatRows final : public UsualDesign {
public:
    SeatRows(FloorConnection& connection, const std::string& schema)
        : UsualDesign(connection, schema) {
        prepare("seats",
                "SELECT number FROM {s}.seat WHERE project = $1 AND org = $2 AND teacher IS NULL "
                "LIMIT 1 FOR UPDATE SKIP LOCKED");
        prepare("count",
                "UPDATE {s}.seat SET teacher = $4 WHERE project = $1 AND org = $2 AND number = $3");
    }

private:
    bool take_seat(const Actor& actor, const Enroll& command) override {
        const Answer seat = connection_.execute("seats", {command.project, actor.org});
        if (seat.rows() == 1) number_ = seat.text();
        return seat.rows() == 1;
    }
    void count_seat(const Actor& actor, const Enroll& command) override {
        connection_.execute("count",
                            {command.project, actor.org, number_, command.teachers.front()});
    }

    std::string number_;
};

}  // namespace

std::string_view name_of(Design design) {
    switch (design) {
        case Design::row_lock:
            return "row_lock";
        case Design::advisory_lock:
            return "advisory_lock";
        case Design::seat_rows:
            return "seat_rows";
    }
    return {};
}

UsualDesign::UsualDesign(FloorConnection& connection, const std::string& schema)
    : connection_(connection), schema_(schema) {
    prepare("begin", "BEGIN");
    prepare("commit", "COMMIT");
    prepare("rollback", "ROLLBACK");
    prepare("offer",
            "SELECT 1 FROM {s}.offer WHERE project = $1 AND NOT cancelled AND $2 >= opens "
            "AND $2 < closes FOR SHARE");
    prepare("teacher",
            "SELECT t.stages, t.subject, t.title FROM {s}.xueshi_teacher t JOIN {s}.offer o "
            "ON o.project = $4 WHERE t.home = $1 AND t.teacher = $2 AND t.school = $3 "
            "AND string_to_array(t.stages, ' ') && o.stages AND t.subject = ANY (o.subjects) "
            "AND t.title = ANY (o.titles) AND t.hired_on <= o.hired_by FOR SHARE OF t");
    prepare(
        "duplicate",
        "SELECT 1 FROM {s}.xueshi_enrollment WHERE home = $1 AND teacher = $2 AND project = $3");
    prepare("insert", insert_enrollment);
    prepare("log",
            "INSERT INTO {s}.xueshi_log (stream, number, at, hash, entry) "
            "VALUES ($1, nextval('{s}.log_number'), $2, '', $3)");
}

void UsualDesign::prepare(const char* name, const char* sql) {
    connection_.prepare(name, in_schema(sql, schema_));
}

bool UsualDesign::enroll(const Actor& actor, const Enroll& command, const std::string& entry) {
    const std::string& teacher = command.teachers.front();
    connection_.execute("begin", {});
    const bool open = connection_.execute("offer", {command.project, now_text()}).rows() == 1;
    const Answer person =
        connection_.execute("teacher", {World::county(), teacher, actor.org, command.project});
    const bool fresh =
        connection_.execute("duplicate", {World::county(), teacher, command.project}).rows() == 0;
    if (!open || person.rows() != 1 || !fresh)
        throw std::runtime_error("a usual design refused what it should accept");
    if (!take_seat(actor, command)) {
        connection_.execute("rollback", {});
        return false;
    }
    connection_.execute("insert",
                        {World::county(), teacher, command.project, actor.org, person.text(0, 0),
                         person.text(0, 1), person.text(0, 2), now_text(), actor.org});
    count_seat(actor, command);
    connection_.execute("log", {actor.org, now_text(), entry});
    connection_.execute("commit", {});
    return true;
}

void prepare_design(FloorConnection& connection, Design design) {
    if (design != Design::seat_rows) return;
    connection.run(in_schema(
        "CREATE TABLE {s}.seat (project text COLLATE \"C\", org text COLLATE \"C\", number bigint, "
        "teacher text, PRIMARY KEY (project, org, number));"
        "INSERT INTO {s}.seat SELECT project, org, generate_series(1, seats), NULL "
        "FROM {s}.xueshi_quota WHERE org LIKE 'S%';"
        "CREATE INDEX ON {s}.seat (project, org) WHERE teacher IS NULL;",
        std::string(name_of(design))));
    connection.run("VACUUM ANALYZE");
}

std::unique_ptr<UsualDesign> make_design(FloorConnection& connection, Design design) {
    const std::string schema(name_of(design));
    if (design == Design::row_lock) return std::make_unique<RowLock>(connection, schema);
    if (design == Design::advisory_lock) return std::make_unique<AdvisoryLock>(connection, schema);
    return std::make_unique<SeatRows>(connection, schema);
}

}  // namespace xueshi::bench
