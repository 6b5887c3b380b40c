/// The session's view of the register: our own tables, or the host's behind the port.

#include "engine/session.hpp"

namespace xueshi::engine {

namespace {

constexpr std::size_t org_by_parent = 0;
constexpr std::size_t teacher_by_code = 0;
constexpr std::size_t teacher_by_school = 1;

/// A failing host is the host's failure, told as such.
template <class Call>
auto ask_host(Call&& call) {
    try {
        return call();
    } catch (const Error&) {
        throw;
    } catch (const std::exception& failure) {
        throw Error(ErrorCode::register_unavailable,
                    std::string("the host's register failed: ") + failure.what());
    }
}

bool matches(const Teacher& teacher, const Person& person, const TeacherSearch& search) {
    if (search.subject && *search.subject != teacher.subject) return false;
    if (!search.text) return true;
    return teacher.code.find(*search.text) != std::string::npos ||
           person.name.find(*search.text) != std::string::npos;
}

}  // namespace

std::optional<Org> Session::org(std::string_view code) {
    if (external_ != nullptr) return ask_host([&] { return external_->org(code); });
    const auto read = [&]() -> std::optional<Org> {
        const OrgRow* row = work_.find<OrgRow>(encode_cells(reference, code));
        if (row == nullptr) return std::nullopt;
        return to_org(*row);
    };
    return known_.cache ? known_.cache->org(known_.tree, std::string(code), read) : read();
}

const Line& Session::line(const std::string& code) {
    const auto known = lines_.find(code);
    if (known != lines_.end()) return known->second;
    constexpr std::size_t deepest = 16;  // a host's tree may be deeper than ours, not endless
    Line line;
    std::optional<Org> one = org(code);
    while (one && line.size() < deepest) {
        const auto parent = one->parent;
        line.push_back(*std::move(one));
        one = parent ? org(*parent) : std::nullopt;
    }
    return lines_.emplace(code, std::move(line)).first->second;
}

bool Session::is_actors_governing(const std::string& school) {
    const Line& line = this->line(school);
    return !line.empty() && line.front().parent == actor_.org;
}

std::vector<Org> Session::children(std::string_view org, std::string_view after,
                                   std::size_t limit) {
    if (external_ != nullptr) {
        return ask_host([&] { return external_->children(org, after, limit); });
    }
    const std::string position =
        after.empty() ? std::string() : encode_cells(org, reference, after);
    std::vector<Org> result;
    for (const OrgRow& row :
         work_.scan<OrgRow>(org_by_parent, encode_cells(org), position, limit)) {
        result.push_back(to_org(row));
    }
    return result;
}

void Session::for_each_school(const std::string& code,
                              const std::function<bool(const Org&)>& visit) {
    constexpr std::size_t page = 500;
    const auto root = org(code);
    if (!root) return;
    if (root->kind == OrgKind::school) {
        visit(*root);
        return;
    }
    bool going = true;
    const std::function<void(const std::string&)> walk = [&](const std::string& parent) {
        std::string after;
        while (going) {
            const auto part = children(parent, after, page);
            for (const Org& child : part) {
                if (!going) return;
                if (child.kind == OrgKind::school) going = visit(child);
                if (child.kind == OrgKind::authority) walk(child.code);
            }
            if (part.size() < page) return;
            after = part.back().code;
        }
    };
    walk(code);
}

void Session::load_teachers(std::span<KnownTeacher* const> teachers, Guard guard) {
    if (external_ != nullptr) {
        std::vector<std::string> codes;
        for (const KnownTeacher* teacher : teachers)
            codes.emplace_back(teacher->first);
        std::vector<std::optional<Teacher>> found;
        ask_host([&] { external_->teachers(codes, found); });
        if (found.size() != codes.size()) {
            throw Error(ErrorCode::register_unavailable,
                        "the host's register answered for another number of teachers");
        }
        for (std::size_t i = 0; i < codes.size(); ++i)
            teachers[i]->second = std::move(found[i]);
        return;
    }
    // Most teachers were first registered where the actor is: one look-up there. The others by
    // code.
    const std::string home = place_of(line(actor_.org));
    const auto rows = work_.load<TeacherRow>(
        teachers.size(), guard,
        [&](std::size_t i, std::string& key) { append_cells(key, home, teachers[i]->first); });
    std::vector<KnownTeacher*> elsewhere;
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < teachers.size(); ++i) {
        if (rows[i] != nullptr) {
            teachers[i]->second = to_teacher(*rows[i]);
            continue;
        }
        const auto found =
            work_.scan<TeacherRow>(teacher_by_code, encode_cells(teachers[i]->first), {}, 1);
        if (found.empty()) continue;
        elsewhere.push_back(teachers[i]);
        keys.push_back(encode_key(found.front()));
    }
    // Together, so that they are held in the order of their keys and not of the list.
    const auto others = work_.load<TeacherRow>(keys, guard);
    for (std::size_t i = 0; i < others.size(); ++i) {
        if (others[i] != nullptr) elsewhere[i]->second = to_teacher(*others[i]);
    }
}

std::vector<const Teacher*> Session::teachers(std::span<const std::string> codes, Guard guard) {
    std::vector<KnownTeacher*> known;
    std::vector<KnownTeacher*> missing;
    known.reserve(codes.size());
    teachers_.reserve(teachers_.size() + codes.size());
    for (const std::string& code : codes) {
        auto at = teachers_.find(code);
        if (at == teachers_.end()) {
            at = teachers_.emplace(work_.keep(code), std::nullopt).first;
            missing.push_back(&*at);
        }
        known.push_back(&*at);
    }
    if (!missing.empty()) load_teachers(missing, guard);
    std::vector<const Teacher*> result;
    result.reserve(codes.size());
    for (const KnownTeacher* teacher : known) {
        result.push_back(teacher->second ? &*teacher->second : nullptr);
    }
    return result;
}

std::vector<std::pair<Teacher, Person>> Session::search(const TeacherSearch& search,
                                                        std::string_view after, std::size_t limit) {
    if (external_ != nullptr) {
        return ask_host([&] { return external_->search(search, after, limit); });
    }
    constexpr std::size_t page = 500;
    std::vector<std::pair<Teacher, Person>> result;
    std::string position;
    const std::string prefix = encode_cells(search.school);
    if (!after.empty()) {
        const auto last = work_.scan<TeacherRow>(teacher_by_code, encode_cells(after), {}, 1);
        // The position of a teacher who left in between: just behind where the code would stand.
        position = encode_cells(search.school, after,
                                last.empty() ? std::string() : last.front().home, after);
    }
    while (result.size() < limit) {
        const auto rows = work_.scan<TeacherRow>(teacher_by_school, prefix, position, page);
        for (const TeacherRow& row : rows) {
            const PersonRow* person = work_.find<PersonRow>(encode_key(row));
            Person shown;
            if (person != nullptr) {
                shown = {person->name.value_or(""), person->id_number, person->mobile};
            }
            Teacher teacher = to_teacher(row);
            if (matches(teacher, shown, search)) {
                result.emplace_back(std::move(teacher), std::move(shown));
                if (result.size() == limit) return result;
            }
        }
        if (rows.size() < page) break;
        const TeacherRow& last = rows.back();
        position = encode_cells(last.school, last.teacher, last.home, last.teacher);
    }
    return result;
}

}  // namespace xueshi::engine
