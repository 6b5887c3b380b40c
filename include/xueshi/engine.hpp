#pragma once
/// The one door: `execute` for commands, `ask` for queries. Every path (screen, import, override,
/// test) goes through it: shape, role, items, rules; then decide, apply, log and commit together.
///
/// Threads: an Engine may be used by any number of threads at once. Fork: open it after the fork;
/// one that was opened before throws `Error` argument_invalid in the child and does nothing.
/// Deadlines: a call that can't get its turn by its deadline throws `Error` storage_busy and has
/// done nothing. Cancelling: a command whose `cancel` was requested throws `Error`
/// deadline_exceeded and has done nothing; it is looked at before each attempt and before the
/// commit, a wait in between ends by the deadline. Lifetimes: the engine shares ownership of its
/// storage and register.

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <xueshi/commands.hpp>
#include <xueshi/observer.hpp>
#include <xueshi/outcome.hpp>
#include <xueshi/policy.hpp>
#include <xueshi/queries.hpp>
#include <xueshi/register.hpp>
#include <xueshi/storage.hpp>

namespace xueshi {

/// The library's version, "0.1.0".
std::string_view version() noexcept;

/// The secret under which personal content is digested for the log; it comes from the host. Without
/// one the log holds no digests of persons, and the same request id with other names or numbers
/// of persons counts as the same content (REQ-3).
struct PersonKey {
    std::string id;      ///< named in the log
    std::string secret;  ///< at least 16 bytes
};

struct EngineOptions {
    Clock clock = system_now;
    std::shared_ptr<Register> external_register{};  ///< none: the engine's own tables
    std::optional<PersonKey> person_key{};
    std::chrono::milliseconds patience{10'000};  ///< the deadline of calls that name none
    Observer observer{};                         ///< told of every execute, explain and ask
};

struct CallOptions {
    /// The same id and content again: the first answer, no second effect (REQ-3). 1–128 bytes.
    std::optional<std::string> request_id{};
    bool partial = false;  ///< do the good items, name the bad
    std::optional<std::int64_t> expected_version{};
    std::optional<storage::Deadline> deadline{};
    std::stop_token cancel{};
    /// The host's own open transaction: joined.hpp. Shared, so that it can be kept with a
    /// connection.
    std::shared_ptr<storage::Storage> inside{};
};

struct QueryOptions {
    std::optional<storage::Deadline> deadline{};
    std::shared_ptr<storage::Storage> inside{};  ///< sees what the host's transaction has written
};

/// What an examination of the log found. `faults` is empty for a sound log.
struct LogReport {
    struct Fault {
        std::string stream;
        std::int64_t number = 0;  ///< the first bad entry of the stream
        std::string what;
    };
    std::int64_t streams = 0;
    std::int64_t entries = 0;
    std::vector<Fault> faults;
    std::vector<Fault> differences;  ///< with `decide`: where today's rules would decide otherwise
};

/// How far an examination of the log has come.
struct LogProgress {
    std::int64_t entries = 0;
    std::int64_t of = 0;  ///< as the streams' heads tell
};

/// Called after every few hundred entries and at the end. What it throws ends the examination.
using LogWatcher = std::function<void(const LogProgress&)>;

/// The heads of all streams at one moment, exported and kept elsewhere: without it a cut-off tail
/// can't be noticed.
struct Anchor {
    std::string text;  ///< JSON: algorithm, instant, and number and hash of every stream
};

/// What came into the log since a cursor was made.
struct ChangeBatch {
    std::vector<LogView> entries;  ///< of each stream in the order of its numbers
    std::string cursor;            ///< JSON: keep it together with what was made of the entries
    bool more = false;             ///< whether there was more when this was read
};

class Engine {
public:
    /// Prepares the storage and loads the policy that it adopted. `expected`: a policy that must be
    /// the adopted one, or `Error` policy_not_adopted. A new storage has none: its first command
    /// must be adopt_policy.
    explicit Engine(std::shared_ptr<storage::Storage> storage, EngineOptions options = {},
                    const std::shared_ptr<const Policy>& expected = nullptr);
    ~Engine();
    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) noexcept;

    /// Decides and does a command, or tells all reasons why not. Durable when it returns a result
    /// (`inside` a host's transaction: when that is committed).
    Outcome<Receipt> execute(const Actor& actor, const Command& command,
                             const CallOptions& options = {});
    /// Decides a command and changes nothing. The receipt's `number` is the one it would get.
    Outcome<Receipt> explain(const Actor& actor, const Command& command,
                             const CallOptions& options = {});
    /// Answers any query of queries.hpp. Where the storage has replicas to answer queries, from a
    /// state that may be a moment old, also to who has just changed it.
    template <class Q>
    Outcome<typename Q::Answer> ask(const Actor& actor, const Q& query,
                                    const QueryOptions& options = {});

    /// The log for the host itself, whatever streams there are: what wasn't there when `cursor` was
    /// made, each entry once, none left out, however many commands commit meanwhile. An empty
    /// cursor begins at the beginning. `limit`: entries, 1 … 10,000. Throws `Error`
    /// argument_invalid for a cursor that is none or not this storage's.
    ChangeBatch changes(const std::string& cursor = {}, std::size_t limit = 1'000);

    /// The policy in force, or nothing before the first adoption.
    std::shared_ptr<const Policy> policy() const;
    storage::Info info() const;

    /// Walks every stream: numbers without gap, hashes, chain, and the anchor where one is given.
    LogReport verify_log(const std::optional<Anchor>& anchor = {}, const LogWatcher& watcher = {});
    /// Applies this log to an empty storage, without deciding; with `decide` also decides again and
    /// reports what would differ.
    LogReport replay(storage::Storage& onto, bool decide = false, const LogWatcher& watcher = {});
    /// Writes a checkpoint into the root stream: the heads that changed since the last one.
    Anchor checkpoint();
    /// Tables by name, rows by key, canonical encoding, without erasable content: "sha256:<hex>".
    std::string state_digest();
    /// The invariants of the rules over all rows: one line a fault.
    std::vector<std::string> check();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace xueshi
