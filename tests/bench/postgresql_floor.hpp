#pragma once
/// The floors on PostgreSQL: what somebody who knows the database well writes by hand for this one
/// command. They work on a copy of the engine's tables, and check what a school's enrolment must be
/// checked against: the project and its window, the teacher's school, stage, subject, title and
/// years, that he or she isn't enrolled, and the seats. Project and teacher are held, so that a
/// cancellation or a transfer waits. Who acts, the tree, the policy and request ids aren't looked
/// at.

#include "bench/floor_connection.hpp"
#include "bench/world.hpp"

namespace xueshi::bench {

/// Copies the engine's rows to the empty tables of another schema, and adds to it what the floors
/// read instead of a project's JSON: the table `offer`, a sequence for logs without chain, and the
/// two functions.
void copy_to_floor(FloorConnection& connection, const std::string& from, const std::string& to);

/// What the engine's entry looked like: the floor logs the same bytes.
struct Logged {
    std::string number;
    std::string hash;
    std::string entry;
};
Logged logged(FloorConnection& connection, const std::string& schema, const Receipt& receipt);

/// Some school's entry: of the usual size, for logs that chain nothing.
std::string an_entry(FloorConnection& connection, const std::string& schema);

/// What both must have in common when they were given the same commands. Throws where they differ.
void compare_tables(FloorConnection& connection, const std::string& left, const std::string& right,
                    const std::vector<std::string>& tables);

/// Set-based: one statement checks and inserts the whole list, from `unnest` and the register's
/// rows. Two round trips: what was checked must be known before the rest is written.
class BatchFloor {
public:
    BatchFloor(FloorConnection& connection, const std::string& schema);
    void enroll(const Actor& actor, const Enroll& command, const Logged& entry);

private:
    FloorConnection& connection_;
};

/// A PL/pgSQL function: one teacher, one round trip, its own transaction.
class FunctionFloor {
public:
    enum class Log { chained, unchained };
    FunctionFloor(FloorConnection& connection, const std::string& schema, Log log);
    /// "enrolled", or why not.
    std::string enroll(const Actor& actor, const Enroll& command, const std::string& entry);

private:
    FloorConnection& connection_;
};

/// The statements that floors and the usual designs share, with the schema's name put in for "{s}".
std::string in_schema(const std::string& sql, const std::string& schema);
/// INSERT of one enrolment: $1 home, $2 teacher, $3 project, $4 school, $5 stages, $6 subject, $7
/// title, $8 microseconds, $9 writer.
extern const char* const insert_enrollment;
/// World::now() as the tables have it.
std::string now_text();

}  // namespace xueshi::bench
