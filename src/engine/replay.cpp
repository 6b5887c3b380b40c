/// The log played again onto an empty storage: apply only, never decide. Entries of different
/// streams wait for those whose rows they built upon.

#include <queue>

#include "codec/struct_json.hpp"
#include "engine/apply.hpp"
#include "engine/decide.hpp"
#include "engine/impl.hpp"
#include "engine/log_telling.hpp"
#include "engine/scribe.hpp"

namespace xueshi {

using namespace engine;

namespace {

/// Reads one stream in order, a few entries ahead.
class StreamReader {
public:
    StreamReader(Work& work, std::string stream) : work_(work), stream_(std::move(stream)) {}

    /// The next entry, or nullptr at the end.
    const ReadEntry* peek() {
        if (current_) return &*current_;
        if (next_ == rows_.size() && !refill()) return nullptr;
        current_ = read_entry(rows_[next_].entry);
        return &*current_;
    }
    LogRow take() {
        current_.reset();
        return std::move(rows_[next_++]);
    }

private:
    bool refill() {
        if (ended_) return false;
        constexpr std::size_t page = 8;  // there may be thousands of streams
        rows_ = work_.scan<LogRow>(storage::by_key, encode_cells(stream_), position_, page);
        next_ = 0;
        ended_ = rows_.size() < page;
        if (rows_.empty()) return false;
        position_ = encode_key(rows_.back());
        return true;
    }

    Work& work_;
    std::string stream_;
    std::vector<LogRow> rows_;
    std::size_t next_ = 0;
    std::string position_;
    bool ended_ = false;
    std::optional<ReadEntry> current_;
};

/// Events as the log has them, without the digests that need personal content.
std::string comparable(std::vector<Event> events) {
    std::string text;
    for (Event& event : events) {
        if (auto* registered = std::get_if<TeachersRegistered>(&event)) {
            for (RegisteredTeacher& one : registered->teachers) {
                one.key_id.reset();
                one.digest.reset();
            }
        }
        text += event_names[event.index()];
        std::visit([&](const auto& one) { codec::Writer(text, ZoneOffset{}, true).write(one); },
                   event);
    }
    return text;
}

class Replay {
public:
    Replay(storage::Storage& onto, const EngineOptions& options, bool decide,
           const LogWatcher& watcher)
        : onto_(onto), options_(options), decide_(decide), watcher_(watcher) {}

    /// Before the source is opened: the target may be the source itself.
    void require_empty() {
        onto_.prepare(schema());
        const auto transaction = onto_.begin(storage::Access::read,
                                             std::chrono::steady_clock::now() + options_.patience);
        Work work(*transaction);
        if (!work.scan<RootRow>(storage::by_key, {}, {}, 1).empty()) {
            throw Error(ErrorCode::argument_invalid,
                        "a log is replayed onto an empty storage only");
        }
    }

    LogReport run(Work& source) {
        const auto heads = source.scan<StreamRow>(storage::by_key, {}, {}, storage::by_key);
        std::vector<StreamReader> readers;
        for (const StreamRow& head : heads) {
            ++report_.streams;
            readers.emplace_back(source, head.stream);
        }
        const LogTelling telling(watcher_, heads);
        apply_all(readers, telling);
        for (StreamReader& reader : readers) {
            if (const ReadEntry* entry = reader.peek()) {
                report_.faults.push_back({entry->stream, entry->number,
                                          "the entry builds upon one that isn't in the log"});
            }
        }
        commit();
        telling.ended(report_.entries);
        return std::move(report_);
    }

private:
    Work& begin() {
        if (!transaction_) {
            transaction_ = onto_.begin(storage::Access::write,
                                       std::chrono::steady_clock::now() + options_.patience);
            pending_ = 0;
        }
        return work_.emplace(*transaction_);
    }
    void commit() {
        work_.reset();
        if (transaction_) transaction_->commit();
        transaction_.reset();
    }

    /// Of the entries whose turn has come the earliest first. What orders entries is what they
    /// build upon; where nothing does, `decide` so sees what the first decision saw.
    void apply_all(std::vector<StreamReader>& readers, const LogTelling& telling) {
        using Turn = std::pair<Instant, std::size_t>;
        std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns;
        std::map<std::string, std::vector<std::size_t>, std::less<>> waiting;  // for a stream
        const auto queue = [&](std::size_t reader) {
            if (const ReadEntry* entry = readers[reader].peek()) turns.emplace(entry->at, reader);
        };
        for (std::size_t i = 0; i < readers.size(); ++i)
            queue(i);
        while (!turns.empty()) {
            const std::size_t turn = turns.top().second;
            turns.pop();
            const ReadEntry entry = *readers[turn].peek();
            if (const std::string* needed = still_needed(entry)) {
                waiting[*needed].push_back(turn);
                continue;
            }
            apply_entry(entry, readers[turn].take());
            telling.reached(report_.entries);
            queue(turn);
            if (const auto woken = waiting.extract(entry.stream)) {
                for (const std::size_t reader : woken.mapped())
                    queue(reader);
            }
        }
    }

    /// A stream of which an entry must be applied before this one.
    const std::string* still_needed(const ReadEntry& entry) const {
        for (const auto& [stream, number] : entry.after) {
            const auto at = applied_.find(stream);
            if (at == applied_.end() || at->second < number) return &stream;
        }
        return nullptr;
    }

    void apply_entry(const ReadEntry& entry, LogRow row) {
        if (decide_) decide_again(entry);
        Work& work = begin();
        try {
            for (const Event& event : entry.events)
                apply(event, work);
            copy_down(work, entry, std::move(row));
            work.sign(entry.stream + ":" + std::to_string(entry.number));
            work.flush(false);
        } catch (const Contended&) {
            contradicts(entry);
        } catch (const storage::Conflict&) {
            contradicts(entry);
        }
        applied_[entry.stream] = entry.number;
        ++report_.entries;
        constexpr int together = 200;
        if (++pending_ >= together) commit();
    }

    [[noreturn]] static void contradicts(const ReadEntry& entry) {
        throw Error(ErrorCode::log_broken, "entry " + std::to_string(entry.number) + " of stream " +
                                               entry.stream + " contradicts those before");
    }

    void decide_again(const ReadEntry& entry) {
        std::string name;
        if (const auto* text = entry.command.find("do"); text && text->text()) name = *text->text();
        const json::Value* with = entry.command.find("with");
        std::optional<codec::ShapeFault> fault;
        const auto command =
            with ? read_command(name, *with, true, fault) : std::optional<Command>();
        if (!command) return;  // checkpoints and the like decide nothing
        Work& work = begin();
        const RootRow* root = find_root(work, storage::Guard::none);
        if (root == nullptr) return;  // the founding policy decides about itself
        const auto policy = policy_for(work, *root);
        Session session(work, *policy, entry.actor, entry.at, options_.external_register.get());
        const std::optional<PersonKey> no_key;
        Terms terms{entry.command.find("partial") != nullptr, {}, &no_key};
        const Verdict verdict =
            std::visit([&](const auto& one) { return decide(session, one, terms); }, *command);
        const bool refused = verdict.events.empty() || (!verdict.refused.empty() && !terms.partial);
        if (refused) {
            const std::string_view code = verdict.refused.empty()
                                              ? std::string_view("nothing to do")
                                              : text_of(verdict.refused.front().reason.why).code;
            report_.differences.push_back(
                {entry.stream, entry.number, "would be refused today: " + std::string(code)});
        } else if (comparable(verdict.events) != comparable(entry.events)) {
            report_.differences.push_back(
                {entry.stream, entry.number, "would have other events today"});
        }
    }

    std::shared_ptr<const Policy> policy_for(Work& work, const RootRow& root) {
        if (policy_ && policy_->digest() == root.policy) return policy_;
        const auto* row = work.find<PolicyRow>(encode_cells(reference, root.policy));
        if (row == nullptr) throw Error(ErrorCode::log_broken, "a policy is not in the log");
        const auto loaded = Policy::load(row->content);
        if (loaded.index() != 0) {
            throw Error(ErrorCode::policy_unreadable, "a policy in the log can't be read");
        }
        return policy_ = std::get<0>(loaded);
    }

    storage::Storage& onto_;
    const EngineOptions& options_;
    bool decide_;
    const LogWatcher& watcher_;
    LogReport report_;
    Dependencies applied_;
    std::unique_ptr<storage::Transaction> transaction_;
    std::optional<Work> work_;
    int pending_ = 0;
    std::shared_ptr<const Policy> policy_;
};

}  // namespace

LogReport Engine::replay(storage::Storage& onto, bool decide, const LogWatcher& watcher) {
    Replay replay(onto, impl_->options, decide, watcher);
    replay.require_empty();
    const auto transaction = impl_->begin(storage::Access::read, examination_deadline());
    Work source(*transaction);
    return replay.run(source);
}

}  // namespace xueshi
