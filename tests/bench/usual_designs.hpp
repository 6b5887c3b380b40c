#pragma once
/// How seats are usually guarded: each design as an application writes it, statement by statement
/// from the client, prepared, inside one transaction. All make the same checks, and write the same
/// enrolment and an entry of the same size into a log without chain; only the seats differ. Rules
/// run in SQL conditions where that spares a round trip.

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "bench/postgresql_floor.hpp"

namespace xueshi::bench {

enum class Design {
    row_lock,       ///< SELECT … FOR UPDATE of the counter, compared in the client, UPDATE
    advisory_lock,  ///< pg_advisory_xact_lock of project and school, then count(*)
    seat_rows,      ///< a row for each seat, taken with FOR UPDATE SKIP LOCKED
};
inline constexpr std::array designs{Design::row_lock, Design::advisory_lock, Design::seat_rows};
/// Also the schema's name.
std::string_view name_of(Design design);

/// One connection's.
class UsualDesign {
public:
    virtual ~UsualDesign() = default;

    /// One teacher, in one transaction. False: no seat.
    bool enroll(const Actor& actor, const Enroll& command, const std::string& entry);

protected:
    UsualDesign(FloorConnection& connection, const std::string& schema);

    /// What tells them apart, inside the transaction. False: no seat.
    virtual bool take_seat(const Actor& actor, const Enroll& command) = 0;
    /// What is written when the enrolment is.
    virtual void count_seat(const Actor&, const Enroll&) {}
    void prepare(const char* name, const char* sql);

    FloorConnection& connection_;
    std::string schema_;
};

/// The schema is a copy by copy_to_floor(); `prepare_design` adds what the design wants to have
/// beside.
void prepare_design(FloorConnection& connection, Design design);
std::unique_ptr<UsualDesign> make_design(FloorConnection& connection, Design design);

}  // namespace xueshi::bench
