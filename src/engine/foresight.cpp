#include "engine/foresight.hpp"

#include <algorithm>

#include "engine/row_codec.hpp"
#include "engine/session.hpp"

namespace xueshi::engine {

namespace {

template <class Row>
void expect(storage::Transaction& transaction, std::vector<std::string> keys, Guard guard) {
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    transaction.expect(table<Row>, keys, guard);
}

}  // namespace

void foresee(storage::Transaction& transaction, const Actor& actor, const Enroll& command,
             const CallOptions& call, FactCache& cache) {
    // Most teachers were first registered where the actor is.
    const std::string place = place_of(cache.last_known_line(actor.org));
    if (place.empty()) return;
    std::vector<std::string> teachers;
    std::vector<std::string> enrollments;
    for (const std::string& teacher : command.teachers) {
        teachers.push_back(encode_cells(place, teacher));
        enrollments.push_back(encode_cells(place, teacher, command.project));
    }
    expect<RootRow>(transaction, {encode_cells(reference, "root")}, Guard::shared);
    if (call.request_id) {
        expect<RequestRow>(transaction, {encode_cells(actor.org, *call.request_id)}, Guard::shared);
    }
    expect<ProjectRow>(transaction, {encode_cells(reference, command.project)}, Guard::shared);
    expect<TeacherRow>(transaction, std::move(teachers), Guard::shared);
    expect<EnrollmentRow>(transaction, std::move(enrollments), Guard::exclusive);
    expect<QuotaRow>(transaction, {encode_cells(place, command.project, actor.org)}, Guard::none);
}

}  // namespace xueshi::engine
