#pragma once
/// The register port: who there is. By default the engine keeps its own tables; a host with a
/// personnel system implements this over its own, read only, and `register_*` then fail with
/// register.external.
///
/// What a decision used is frozen into its event, so replay and statistics never ask the register.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xueshi/model.hpp>

namespace xueshi {

/// An organisation (ORG-1, ORG-2). Its governing authority is its parent.
struct Org {
    std::string code;
    std::string name;
    OrgKind kind = OrgKind::school;
    std::optional<OrgLevel> level{};      ///< authorities only
    std::optional<std::string> parent{};  ///< none for the province
    std::vector<Stage> stages{};          ///< schools only
};

/// What the rules may know of a teacher. No personal content.
struct Teacher {
    std::string code;
    /// Where everything about this person is kept: it never changes, whatever school he or she
    /// moves to. Our own register takes the county of the first school; a host may take any stable
    /// code.
    std::string home;
    std::string school;
    std::vector<Stage> stages{};
    std::string subject;
    std::optional<std::string> title{};
    std::optional<std::string> position{};
    std::optional<Date> hired_on{};
};

/// What a list of teachers shows of a person. Masked before it leaves the engine.
struct Person {
    std::string name;
    std::optional<std::string> id_number{};
    std::optional<std::string> mobile{};
};

struct TeacherSearch {
    std::string school;
    std::optional<std::string> text{};  ///< in the code or the name
    std::optional<std::string> subject{};
};

/// Implement over your own tables. Called from any thread; a failure is an exception, which reaches
/// the caller as `Error` register_unavailable, nothing done. Answers must be consistent within one
/// call.
class Register {
public:
    virtual ~Register() = default;

    /// `found[i]` is the teacher of `codes[i]`, or nothing.
    virtual void teachers(std::span<const std::string> codes,
                          std::vector<std::optional<Teacher>>& found) = 0;
    /// Teachers of one school in the order of their codes, after the code `after`, up to `limit`.
    virtual std::vector<std::pair<Teacher, Person>> search(const TeacherSearch& search,
                                                           std::string_view after,
                                                           std::size_t limit) = 0;
    virtual std::optional<Org> org(std::string_view code) = 0;
    /// Children in the order of their codes, after the code `after`, up to `limit`.
    virtual std::vector<Org> children(std::string_view org, std::string_view after,
                                      std::size_t limit) = 0;
    /// Codes of teachers that changed after a mark of the host's own, and the new mark.
    virtual std::pair<std::vector<std::string>, std::string> changes(std::string_view mark) = 0;
};

}  // namespace xueshi
