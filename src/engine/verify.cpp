/// The log examined: numbers, hashes, chain, heads, checkpoints, and an anchor from outside.

#include "codec/struct_json.hpp"
#include "engine/apply.hpp"
#include "engine/impl.hpp"
#include "engine/log_telling.hpp"
#include "engine/scribe.hpp"

namespace xueshi {

using namespace engine;

namespace {

constexpr std::size_t page = 200;

void fault(LogReport& report, const std::string& stream, std::int64_t number, std::string what) {
    report.faults.push_back({stream, number, std::move(what)});
}

/// Walks one stream from its first entry to the first bad one.
class StreamWalk {
public:
    StreamWalk(Work& work, LogReport& report, const StreamRow& head, LogTelling& telling)
        : work_(work), report_(report), head_(head), telling_(telling) {}

    void walk() {
        std::string position;
        while (true) {
            const auto rows =
                work_.scan<LogRow>(storage::by_key, encode_cells(head_.stream), position, page);
            for (const LogRow& row : rows) {
                if (!check(row)) return;
            }
            if (rows.size() < page) break;
            position = encode_key(rows.back());
        }
        if (number_ < head_.number) {
            fault(report_, head_.stream, number_ + 1, "the stream ends before " + head_in_words());
        }
    }

private:
    bool check(const LogRow& row) {
        const std::int64_t expected = number_ + 1;
        if (row.number != expected) {
            fault(report_, head_.stream, expected,
                  row.number < expected ? "an entry stands before the first"
                                        : "the entry is missing");
            return false;
        }
        telling_.reached(++report_.entries);
        if (expected > head_.number) {
            fault(report_, head_.stream, expected, "the stream goes on behind " + head_in_words());
            return false;
        }
        if (hash_entry(row.entry) != row.hash) {
            fault(report_, head_.stream, expected, "the text doesn't have the hash stored with it");
            return false;
        }
        try {
            const ReadEntry entry = read_entry(row.entry);
            if (entry.stream != row.stream || entry.number != row.number ||
                entry.at.micros() != row.at) {
                fault(report_, head_.stream, expected, "the entry stands in a foreign place");
                return false;
            }
            if (entry.previous != previous_) {
                fault(report_, head_.stream, expected, "the chain from the entry before is broken");
                return false;
            }
            note_checkpoint(entry);
        } catch (const Error& error) {
            fault(report_, head_.stream, expected, error.what());
            return false;
        }
        if (row.number == head_.number && row.hash != head_.hash) {
            fault(report_, head_.stream, expected, "the head names another hash for this entry");
            return false;
        }
        number_ = row.number;
        previous_ = row.hash;
        return true;
    }

    std::string head_in_words() const {
        return "its head, which is entry " + std::to_string(head_.number);
    }

    void note_checkpoint(const ReadEntry& entry) {
        for (const Event& event : entry.events) {
            if (const auto* checkpoint = std::get_if<Checkpointed>(&event)) {
                for (const Head& head : checkpoint->heads)
                    heads.push_back(head);
            }
        }
    }

public:
    std::vector<Head> heads;

private:
    Work& work_;
    LogReport& report_;
    const StreamRow& head_;
    LogTelling& telling_;
    std::int64_t number_ = 0;
    std::string previous_;
};

void check_heads(Work& work, LogReport& report, const std::vector<Head>& heads,
                 const std::string& who) {
    for (const Head& head : heads) {
        const auto* row = work.find<LogRow>(encode_cells(head.stream, head.number));
        if (row == nullptr) {
            fault(report, head.stream, head.number, who + " names this entry, and it is gone");
        } else if (row->hash != head.hash) {
            fault(report, head.stream, head.number, who + " names another hash for this entry");
        }
    }
}

struct AnchorText {
    std::string algorithm;
    std::string at;
    std::vector<Head> heads;
};
BOOST_DESCRIBE_STRUCT(AnchorText, (), (algorithm, at, heads))

AnchorText read_anchor(const Anchor& anchor) {
    const auto parsed = json::parse(anchor.text);
    AnchorText text;
    codec::Reader reader;
    const json::Value* value = std::get_if<json::Value>(&parsed);
    if (value == nullptr || !reader.read(*value, text) || text.algorithm != hash_algorithm) {
        throw Error(ErrorCode::argument_invalid, "this is no anchor of a log");
    }
    return text;
}

std::vector<StreamRow> all_streams(Work& work) {
    return work.scan<StreamRow>(storage::by_key, {}, {}, storage::by_key);
}

/// Entries under streams that have no head.
void check_strays(Work& work, LogReport& report, const std::vector<StreamRow>& streams) {
    std::string position;
    std::size_t next = 0;
    while (true) {
        const auto rows = work.scan<LogRow>(storage::by_key, {}, position, 1);
        if (rows.empty()) return;
        const std::string& stream = rows.front().stream;
        while (next < streams.size() && streams[next].stream < stream)
            ++next;
        if (next == streams.size() || streams[next].stream != stream) {
            fault(report, stream, rows.front().number, "the stream has no head");
        }
        position = encode_cells(stream, std::numeric_limits<std::int64_t>::max());
    }
}

}  // namespace

LogReport Engine::verify_log(const std::optional<Anchor>& anchor, const LogWatcher& watcher) {
    std::optional<AnchorText> outside;
    if (anchor) outside = read_anchor(*anchor);
    const auto transaction = impl_->begin(storage::Access::read, examination_deadline());
    Work work(*transaction);
    LogReport report;
    std::vector<Head> checkpointed;
    const auto streams = all_streams(work);
    LogTelling telling(watcher, streams);
    for (const StreamRow& head : streams) {
        ++report.streams;
        StreamWalk walk(work, report, head, telling);
        walk.walk();
        std::move(walk.heads.begin(), walk.heads.end(), std::back_inserter(checkpointed));
    }
    check_strays(work, report, streams);
    check_heads(work, report, checkpointed, "a checkpoint");
    if (outside) check_heads(work, report, outside->heads, "the anchor");
    telling.ended(report.entries);
    return report;
}

Anchor Engine::checkpoint() {
    const storage::Deadline deadline = impl_->deadline_of(std::nullopt);
    do {
        try {
            return impl_->checkpoint(deadline);
        } catch (const storage::Conflict&) {
        }
    } while (std::chrono::steady_clock::now() < deadline);
    throw Error(ErrorCode::storage_busy, "other commands kept winning until the deadline");
}

Anchor Engine::Impl::checkpoint(storage::Deadline deadline) {
    const Instant now = options.clock();
    const auto transaction = begin(storage::Access::write, deadline);
    Work work(*transaction);
    const RootRow* root = find_root(work, storage::Guard::shared);
    if (root == nullptr) {
        throw Error(ErrorCode::policy_not_adopted, "the storage has adopted no policy yet");
    }
    const auto policy = policy_for(work, *root);
    AnchorText text{std::string(hash_algorithm), now.text(policy->zone()), {}};
    Checkpointed event;
    Entry entry;
    for (const StreamRow& stream : all_streams(work)) {
        if (stream.stream == root->province) continue;  // its own head follows from this entry
        const StreamRow* held =
            work.find<StreamRow>(encode_cells(stream.stream), storage::Guard::shared);
        text.heads.push_back({held->stream, held->number, held->hash});
        if (held->number == held->checkpointed) continue;
        event.heads.push_back(text.heads.back());
        entry.after[held->stream] = held->number;
    }
    const Event whole = std::move(event);
    apply(whole, work);
    entry.stream = root->province;
    entry.at = now;
    entry.zone = policy->zone();
    entry.actor = Actor{Role::province_admin, root->province, {}, {}, {}};
    entry.command = R"({"do":"checkpoint","with":{}})";
    entry.events.push_back(whole);
    entry.answer = R"({"done":0})";
    entry.policy = policy->digest();
    const std::string writer = write_down(work, entry, now);
    const StreamRow* own = work.find<StreamRow>(encode_cells(root->province));
    text.heads.push_back({own->stream, own->number, own->hash});
    work.sign(writer);
    work.flush(true);
    transaction->commit();
    Anchor anchor;
    codec::Writer(anchor.text, policy->zone()).write(text);
    return anchor;
}

}  // namespace xueshi
