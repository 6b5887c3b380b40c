#include "engine/foresight.hpp"

#include <span>

#include "engine/row_codec.hpp"
#include "engine/session.hpp"

namespace xueshi::engine {

namespace {

template <class Row>
void expect(storage::Transaction& transaction, const std::string& key, Guard guard) {
    transaction.expect(table<Row>, std::span(&key, 1), guard);
}

}  // namespace

void foresee(storage::Transaction& transaction, const Actor& actor, const Enroll& command,
             const CallOptions& call, FactCache& cache) {
    // A list can hold teachers of several counties, and guessing wrong would take its rows in another order.
    if (actor.role != Role::school_admin || command.teachers.size() != 1) return;
    // Most teachers were first registered where the actor is.
    const std::string place = place_of(cache.last_known_line(actor.org));
    if (place.empty()) return;
    const std::string& teacher = command.teachers.front();
    expect<RootRow>(transaction, encode_cells(reference, "root"), Guard::shared);
    if (call.request_id) {
        expect<RequestRow>(transaction, encode_cells(actor.org, *call.request_id), Guard::shared);
    }
    expect<ProjectRow>(transaction, encode_cells(reference, command.project), Guard::shared);
    expect<TeacherRow>(transaction, encode_cells(place, teacher), Guard::shared);
    expect<EnrollmentRow>(transaction, encode_cells(place, teacher, command.project),
                          Guard::exclusive);
    expect<QuotaRow>(transaction, encode_cells(place, command.project, actor.org), Guard::none);
}

}  // namespace xueshi::engine
