#pragma once
/// The door for callers with JSON: one request in, one answer out. Bindings of other languages, the
/// scenario runner and servers use it; everything it takes and gives is described in
/// vocabulary.hpp.
///
/// A command:   {"as":{…},"do":"enroll","with":{…},"request_id"?,"partial"?,"expected_version"?}
/// A query:     {"as":{…},"ask":"statement","with":{…}}
/// To explain:  {"as":{…},"ask":"explain","with":{"do":…,"with":…,"partial"?,"expected_version"?}}
///
/// Answers:     {"ok":true,"result":{…}}, with `partial` also "refusals":[…]
/// Refused:     {"ok":false,"refusals":[…]}
/// Failed:      {"ok":false,"error":{"code":"storage.busy","message":"…","retry":true}}
///
/// Strict: a request that isn't JSON (an equal key twice, over 32 levels, not UTF-8, …) or not as
/// described is refused by REQ-1 alone, over 16 MiB or 100,000 items in a list as
/// request.too_large. A refusal's `pointer` names a place in the innermost `with`; places outside
/// it begin with a key of the request (/as/role, /do, /partial). Where the text is no JSON it is a
/// place in the whole text.

#include <string>
#include <string_view>

#include <xueshi/engine.hpp>

namespace xueshi {

/// As many threads as the engine bears may call at once. The engine must outlive it.
class Protocol {
public:
    explicit Protocol(Engine& engine) : engine_(engine) {}

    /// Never throws, but for std::bad_alloc where there is no memory even for an answer. An `Error`
    /// becomes its code, any other exception "internal".
    std::string call(std::string_view request);

private:
    std::string answer(std::string_view text);

    Engine& engine_;
};

}  // namespace xueshi
