#include "engine/foresight.hpp"

#include "engine/session.hpp"

namespace xueshi::engine {

namespace {

using Keys = std::set<std::string>;

template <class Row>
void announce_rows(storage::Transaction& transaction, const Keys& keys, Guard guard) {
    if (keys.empty()) return;
    const std::vector<std::string> list(keys.begin(), keys.end());
    transaction.expect(table<Row>, list, guard);
}

template <class Row>
void hold_rows(Work& work, const Keys& keys, Guard guard) {
    if (keys.empty()) return;
    const std::vector<std::string> list(keys.begin(), keys.end());
    work.load<Row>(list, guard);
}

}  // namespace

bool Foresight::covers(const Call& call) {
    // A list can hold teachers of several counties, and guessing wrong would take its rows in
    // another order.
    const auto* enroll = std::get_if<Enroll>(&call.command);
    return enroll != nullptr && call.actor.role == Role::school_admin &&
           enroll->teachers.size() == 1;
}

bool Foresight::add(const Call& call, FactCache& cache) {
    if (!covers(call)) return false;
    const Enroll& enroll = std::get<Enroll>(call.command);
    const std::string& school = call.actor.org;
    // Most teachers were first registered where the actor is.
    const std::string place = place_of(cache.last_known_line(school));
    if (place.empty()) return false;
    const std::string& teacher = enroll.teachers.front();
    roots_.insert(encode_cells(reference, "root"));
    if (call.options.request_id) requests_.insert(encode_cells(school, *call.options.request_id));
    projects_.insert(encode_cells(reference, enroll.project));
    if (cache.may_be_first(enroll.project)) begins_projects_ = true;
    teachers_.insert(encode_cells(place, teacher));
    enrollments_.insert(encode_cells(place, teacher, enroll.project));
    quotas_.insert(encode_cells(place, enroll.project, school));
    heads_.insert(encode_cells(school));
    return true;
}

void Foresight::announce(storage::Transaction& transaction) const {
    announce(transaction, Guard::shared);
}

void Foresight::announce(storage::Transaction& transaction, Guard of_projects) const {
    announce_rows<RootRow>(transaction, roots_, Guard::shared);
    announce_rows<RequestRow>(transaction, requests_, Guard::shared);
    announce_rows<ProjectRow>(transaction, projects_, of_projects);
    announce_rows<TeacherRow>(transaction, teachers_, Guard::shared);
    announce_rows<EnrollmentRow>(transaction, enrollments_, Guard::exclusive);
    announce_rows<QuotaRow>(transaction, quotas_, Guard::none);
}

void Foresight::hold(Work& work) const {
    const Guard of_projects = begins_projects_ ? Guard::exclusive : Guard::shared;
    announce(work.transaction(), of_projects);
    announce_rows<StreamRow>(work.transaction(), heads_, Guard::exclusive);
    hold_rows<RootRow>(work, roots_, Guard::shared);
    hold_rows<RequestRow>(work, requests_, Guard::shared);
    hold_rows<ProjectRow>(work, projects_, of_projects);
    hold_rows<TeacherRow>(work, teachers_, Guard::shared);
    hold_rows<EnrollmentRow>(work, enrollments_, Guard::exclusive);
    hold_rows<QuotaRow>(work, quotas_, Guard::none);
    hold_rows<StreamRow>(work, heads_, Guard::exclusive);
    work.hold_no_more();
}

}  // namespace xueshi::engine
