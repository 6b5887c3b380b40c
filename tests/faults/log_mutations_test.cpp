// Thousands of random changes of a stored log, of every kind that a person with the database's
// password could make: each is found, at the first place that is wrong. What is made to fit from
// there to the end can be found by an anchor alone; the control shows that without one nobody
// notices.

#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

#include "engine/entry.hpp"
#include "faults/script.hpp"
#include "faults/stored_log.hpp"
#include "support/chance.hpp"
#include "support/four_levels.hpp"
#include "support/scratch.hpp"

namespace xueshi::faults {
namespace {

using namespace support;
using engine::LogRow;

/// The first bad entry of each stream that has one.
using FirstBad = std::map<std::string, std::int64_t>;

std::string text_of(const FirstBad& bad) {
    std::string text;
    for (const auto& [stream, number] : bad)
        text += stream + ":" + std::to_string(number) + " ";
    return text;
}

FirstBad first_bad(const LogReport& report) {
    FirstBad bad;
    for (const LogReport::Fault& fault : report.faults) {
        const auto [place, fresh] = bad.emplace(fault.stream, fault.number);
        if (!fresh) place->second = std::min(place->second, fault.number);
    }
    return bad;
}

/// Where two logs first differ, which is all that an examination has to find.
FirstBad first_difference(const StoredLog& before, const StoredLog& after) {
    FirstBad bad;
    const auto old_streams = before.by_stream();
    auto streams = after.by_stream();
    for (const auto& [stream, rows] : streams) {
        if (!old_streams.contains(stream)) bad[stream] = rows.front().number;
    }
    for (const auto& [stream, rows] : old_streams) {
        const std::vector<LogRow>& now = streams[stream];
        std::size_t same = 0;
        while (same < rows.size() && same < now.size() &&
               bytes_of(rows[same]) == bytes_of(now[same]))
            ++same;
        if (same < rows.size() || same < now.size())
            bad[stream] = static_cast<std::int64_t>(same) + 1;
    }
    return bad;
}

/// Makes one random change, and knows where it must be found.
class Mutation {
public:
    Mutation(Chance& chance, const StoredLog& before)
        : chance_(chance), before_(before), log_(before), row_(some_row()) {}

    /// What was done.
    std::string make() {
        const std::string place = row_.stream + ":" + std::to_string(row_.number);
        switch (chance_.below(10)) {
            case 0:
            case 1:
                return "text of " + place + change_bytes(row_.entry);
            case 2:
                return "hash of " + place + change_bytes(row_.hash);
            case 3:
                row_.at += chance_.of<std::int64_t>({-3'600'000'000, -1, 1, 1'000'000});
                return "instant of " + place;
            case 4:
                move(row_);
                return "moved " + place;
            case 5:
                log_.entries.erase(log_.entries.begin() + (&row_ - log_.entries.data()));
                return "removed " + place;
            case 6:
                return "swapped " + place + swap();
            case 7: {
                LogRow copy = row_;
                move(copy);
                log_.entries.push_back(copy);
                return "copied " + place;
            }
            case 8:
                return insert();
            default:
                rewrite();
                return "rewritten with its hash " + place;
        }
    }

    const StoredLog& log() const { return log_; }
    FirstBad expected() const {
        return expected_.empty() ? first_difference(before_, log_) : expected_;
    }

private:
    LogRow& some_row() { return log_.entries[chance_.below(log_.entries.size())]; }

    std::string change_bytes(std::string& text) {
        const std::size_t place = chance_.below(text.size());
        char byte = static_cast<char>(chance_.between(1, 255));  // no text can hold a NUL
        if (byte == text[place]) byte = byte == 'x' ? 'y' : 'x';
        switch (chance_.below(4)) {
            case 0:
                text.insert(place, 1, byte);
                break;
            case 1:
                text.erase(place, 1 + chance_.below(3));
                break;
            default:
                text[place] = byte;
        }
        return ", byte " + std::to_string(place);
    }

    bool is_taken(const std::string& stream, std::int64_t number) const {
        return std::ranges::any_of(log_.entries, [&](const LogRow& row) {
            return row.stream == stream && row.number == number;
        });
    }

    /// Puts a row where none is: in its own stream, another, or one that doesn't exist.
    void move(LogRow& row) {
        std::string stream = chance_.percent(50) ? row.stream : some_row().stream;
        if (chance_.percent(10)) stream = chance_.of<const char*>({"", "0", "SA-", "zzz"});
        std::int64_t number = chance_.between(-2, 30);
        while (is_taken(stream, number))
            number = chance_.percent(90) ? number + 1 : std::numeric_limits<std::int64_t>::max();
        row.stream = stream;
        row.number = number;
    }

    std::string swap() {
        LogRow* other = &some_row();
        while (other == &row_)
            other = &some_row();
        std::swap(row_.entry, other->entry);
        std::swap(row_.hash, other->hash);
        std::swap(row_.at, other->at);
        return " with " + other->stream + ":" + std::to_string(other->number);
    }

    /// An entry that fits in every way, but that the stream's head doesn't know.
    std::string insert() {
        const LogRow last = log_.by_stream()[row_.stream].back();
        LogRow fresh = last;
        ++fresh.number;
        const std::string previous = engine::read_entry(last.entry).previous;
        fresh.entry.replace(fresh.entry.size() - 2 - previous.size(), previous.size(), last.hash);
        const std::string name = R"("number":)";
        fresh.entry.replace(fresh.entry.find(name) + name.size(),
                            std::to_string(last.number).size(), std::to_string(fresh.number));
        fresh.hash = engine::hash_entry(fresh.entry);
        log_.entries.push_back(fresh);
        return "inserted " + fresh.stream + ":" + std::to_string(fresh.number);
    }

    /// Alone this fits; what follows knows the hash that it had.
    void rewrite() {
        row_.entry.insert(row_.entry.size() - 1, " ");
        const bool known = is_known_elsewhere();
        row_.hash = engine::hash_entry(row_.entry);
        expected_[row_.stream] = known ? row_.number : row_.number + 1;
    }

    bool is_known_elsewhere() const {
        const auto known = [&](const auto& head) {
            return head.stream == row_.stream && head.number == row_.number;
        };
        if (std::ranges::any_of(before_.heads, known)) return true;
        for (const LogRow& row : before_.entries) {
            for (const engine::Event& event : engine::read_entry(row.entry).events) {
                const auto* checkpoint = std::get_if<engine::Checkpointed>(&event);
                if (checkpoint != nullptr && std::ranges::any_of(checkpoint->heads, known))
                    return true;
            }
        }
        return false;
    }

    Chance& chance_;
    const StoredLog& before_;
    StoredLog log_;
    LogRow& row_;
    FirstBad expected_;  ///< where it isn't the first difference
};

/// The log of a year with every kind of command.
class StoredYear : public testing::TestWithParam<std::string> {
protected:
    StoredYear()
        : storage_(storage::open_storage(GetParam() == "memory" ? "memory:"
                                                                : "sqlite:" + folder_.file("p.db") +
                                                                      "?synchronous=off")),
          engine_(storage_, MovingClock().options()) {}

    void play(bool checkpoints) {
        int number = 0;
        for (const ScriptStep& step : script()) {
            must(engine_, step.actor, step.command, step.options);
            if (checkpoints && ++number % 10 == 0) engine_.checkpoint();
        }
    }

    const ScratchFolder folder_;
    std::shared_ptr<storage::Storage> storage_;
    Engine engine_;
};

TEST_P(StoredYear, ShowsEveryChangeAtItsFirstBadEntry) {
    SCOPED_TRACE(seed_note(test_seed()));
    play(true);
    const StoredLog before = read_log(*storage_);
    Chance chance(test_seed());
    const int mutations = scaled(GetParam() == "memory" ? 1000 : 200);
    for (int i = 1; i <= mutations; ++i) {
        Mutation mutation(chance, before);
        const std::string done = mutation.make();
        write_log(*storage_, before, mutation.log());
        const LogReport report = engine_.verify_log();
        write_log(*storage_, mutation.log(), before);
        ASSERT_FALSE(mutation.expected().empty()) << done;
        ASSERT_EQ(text_of(first_bad(report)), text_of(mutation.expected()))
            << "change " << i << ": " << done;
    }
    EXPECT_EQ(text_of(first_bad(engine_.verify_log())), "");
    RecordProperty("mutations", mutations);
}

/// Cuts a stream's end off, or changes an entry, and makes all the rest fit.
std::string forge(Chance& chance, StoredLog& log) {
    auto streams = log.by_stream();
    const std::string stream = log.entries[chance.below(log.entries.size())].stream;
    const auto place = chance.between(1, static_cast<std::int64_t>(streams[stream].size()));
    if (chance.percent(50)) {
        std::erase_if(log.entries, [&](const LogRow& row) {
            return row.stream == stream && row.number >= place;
        });
        log.fit_head(stream);
    } else {
        for (LogRow& row : log.entries) {
            if (row.stream == stream && row.number == place)
                row.entry.insert(row.entry.size() - 1, " ");
        }
        log.chain_anew(stream, place);
    }
    return stream;
}

TEST_P(StoredYear, ShowsWhatWasMadeToFitToWhoHasAnAnchorAndToNobodyElse) {
    SCOPED_TRACE(seed_note(test_seed()));
    play(false);
    const StoredLog before = read_log(*storage_);
    const Anchor outside = engine_.checkpoint();
    const StoredLog anchored = read_log(*storage_);
    EXPECT_EQ(text_of(first_bad(engine_.verify_log(outside))), "");
    Chance chance(test_seed());
    const int forgeries = scaled(GetParam() == "memory" ? 100 : 20);
    for (int i = 1; i <= forgeries; ++i) {
        // Who forges takes the checkpoint of the log's own away as well.
        StoredLog forged = before;
        const std::string stream = forge(chance, forged);
        write_log(*storage_, anchored, forged);
        const std::string without = text_of(first_bad(engine_.verify_log()));
        const FirstBad with = first_bad(engine_.verify_log(outside));
        write_log(*storage_, forged, anchored);
        ASSERT_EQ(without, "") << "forgery " << i;
        ASSERT_TRUE(with.contains(stream)) << "forgery " << i << " of " << stream;
    }
    EXPECT_EQ(text_of(first_bad(engine_.verify_log(outside))), "");
    RecordProperty("forgeries", forgeries);
}

INSTANTIATE_TEST_SUITE_P(On, StoredYear, testing::Values("memory", "sqlite"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace xueshi::faults
