// Every call of SQLite's to its files fails in turn, in every command: a clear error or success,
// never anything half done, nothing lost that was acknowledged, and asking again settles what
// nobody knows.

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include <xueshi/storage_decorator.hpp>

#include "faults/failing_disk.hpp"
#include "faults/sound_run.hpp"
#include "support/chance.hpp"
#include "support/scratch.hpp"

namespace xueshi::faults {
namespace {

using namespace support;

/// Acknowledges what it could not commit: a negative control.
class DeafStorage final : public storage::ForwardingStorage {
public:
    using ForwardingStorage::ForwardingStorage;

    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                storage::Deadline deadline) override {
        return std::make_unique<DeafTransaction>(*this, inner().begin(access, deadline));
    }

private:
    class DeafTransaction final : public storage::ForwardingTransaction {
    public:
        using ForwardingTransaction::ForwardingTransaction;

        void commit() override {
            try {
                ForwardingTransaction::commit();
            } catch (const Error&) {
                return;
            }
        }
    };
};

/// A storage file on a disk that fails on demand.
class FileOnFailingDisk {
public:
    explicit FileOnFailingDisk(std::string journal) : journal_(std::move(journal)) {}

    /// Puts the file as it was, and nothing beside it.
    void restore(const std::string& content) {
        close();
        for (const char* other : {"-journal", "-wal", "-shm"})
            std::filesystem::remove(path() + other);
        std::ofstream(path(), std::ios::binary | std::ios::trunc) << content;
    }
    std::string content() const {
        std::ostringstream content;
        content << std::ifstream(path(), std::ios::binary).rdbuf();
        return content.str();
    }
    void open(bool deaf = false) {
        auto storage = storage::open_storage("sqlite:" + path() + "?journal=" + journal_);
        if (deaf) storage = std::make_unique<DeafStorage>(std::move(storage));
        storage_ = std::move(storage);
        engine_.emplace(storage_, clock.options());
    }
    void close() {
        engine_.reset();
        storage_.reset();
    }
    Engine& engine() { return *engine_; }
    storage::Storage& storage() { return *storage_; }

    const MovingClock clock;
    FailingDisk disk;

private:
    std::string path() const { return folder_.file("p.db"); }

    ScratchFolder folder_;
    std::string journal_;
    Disk below_{disk};
    std::shared_ptr<storage::Storage> storage_;
    std::optional<Engine> engine_;
};

/// The script on such a file: single steps, done with a failure at a chosen call.
class FailingScript {
public:
    FailingScript(const std::string& journal, Failure failure)
        : file_(journal), failure_(failure), run_(file_.clock) {}

    std::size_t size() const { return run_.steps.size(); }
    std::string name(std::size_t step) const { return name_of(step, run_.steps[step]); }
    const std::string& state(std::size_t step) const { return run_.states[step]; }
    FileOnFailingDisk& file() { return file_; }
    void arm(int number) { file_.disk.arm(failure_, number); }

    std::string execute(std::size_t step) {
        const ScriptStep& given = run_.steps[step];
        return text_of_call(file_.engine(), given.actor, given.command, given.options);
    }

    /// Does a step without failure on what the file holds, and tells how many calls there are to
    /// fail.
    int go_on(std::size_t step) {
        file_.restore(content_);
        file_.open();
        arm(0);
        EXPECT_EQ(execute(step), run_.answers[step]);
        const int calls = file_.disk.calls();
        file_.close();
        before_ = std::exchange(content_, file_.content());
        return calls;
    }

    /// Does the step that was just done once more from where it began, with a failure. Then the
    /// disk is sound again: the engine goes on, or the file is opened anew.
    std::vector<std::string> fail(std::size_t step, int number, bool reopen, bool deaf = false) {
        file_.restore(before_);
        file_.open(deaf);
        arm(number);
        const std::string answer = execute(step);
        if (file_.disk.calls() < number) return {"nothing failed"};
        if (reopen) file_.close();
        file_.disk.disarm();
        try {
            if (reopen) file_.open();
            return what_is_wrong(step, answer);
        } catch (const std::exception& failure) {
            return {std::string("can't be examined: ") + failure.what()};
        }
    }

private:
    std::vector<std::string> what_is_wrong(std::size_t step, const std::string& answer) {
        std::vector<std::string> wrong;
        const bool done = answer == run_.answers[step];
        const char* error =
            failure_ == Failure::no_space ? "error storage.full: " : "error storage.unavailable: ";
        if (!done && !answer.starts_with(error)) wrong.push_back("no clear answer: " + answer);
        const std::string state = file_.engine().state_digest();
        const bool changed = state == run_.states[step + 1];
        if (done && !changed) wrong.emplace_back("acknowledged and lost");
        if (!changed && state != run_.states[step]) wrong.emplace_back("half done");
        for (const std::string& fault : damage(file_.storage(), file_.engine()))
            wrong.push_back(fault);
        if (const std::string again = execute(step); again != run_.answers[step])
            wrong.push_back("asked again it was not the same: " + again);
        if (file_.engine().state_digest() != run_.states[step + 1])
            wrong.emplace_back("asked again it came to another state");
        return wrong;
    }

    FileOnFailingDisk file_;
    Failure failure_;
    SoundRun run_;
    std::string content_;  ///< of the file now
    std::string before_;   ///< … and before the last step
};

struct Case {
    const char* journal;
    Failure failure;
    const char* name;
};

class DiskFaults : public testing::TestWithParam<Case> {
protected:
    FailingScript script_{GetParam().journal, GetParam().failure};
};

/// Every tenth call, each seed others; all of them at ten times the scale.
bool is_chosen(int point) {
    const int stride = std::max(1, 10 / scaled(1));
    return (static_cast<std::uint64_t>(point) + test_seed()) % static_cast<unsigned>(stride) == 0;
}

TEST_P(DiskFaults, LeaveAllOrNothingAndAreTold) {
    SCOPED_TRACE(seed_note(test_seed()));
    int point = 0;
    int failed = 0;
    for (std::size_t step = 0; step < script_.size(); ++step) {
        const int calls = script_.go_on(step);
        EXPECT_GE(calls, 2) << script_.name(step) << " hardly touched the disk";
        for (int number = 1; number <= calls; ++number) {
            if (!is_chosen(++point)) continue;
            ++failed;
            const bool reopen = failed % 2 == 0;
            ASSERT_EQ(joined(script_.fail(step, number, reopen)), "")
                << script_.name(step) << ", call " << number << (reopen ? ", opened anew" : "");
        }
    }
    RecordProperty("points", failed);
}

/// What a session finds out: opening, reading everything.
std::string session(FileOnFailingDisk& file) {
    try {
        file.open();
        return file.engine().state_digest();
    } catch (const Error& error) {
        return "error " + std::string(error_name(error.code()));
    }
}

TEST_P(DiskFaults, OfOpeningAndReadingChangeNothing) {
    FileOnFailingDisk& file = script_.file();
    const char* error = GetParam().failure == Failure::no_space ? "error storage.full"
                                                                : "error storage.unavailable";
    for (std::size_t step = 0; step < 8; ++step)
        script_.go_on(step);
    int failed = 0;
    for (const auto& [content, state] : {std::pair(std::string(), script_.state(0)),
                                         std::pair(file.content(), script_.state(8))}) {
        for (int number = 1;; ++number) {
            file.restore(content);
            script_.arm(number);
            const std::string found = session(file);
            const bool reached = file.disk.calls() >= number;
            file.close();
            file.disk.disarm();
            if (!reached) break;
            ++failed;
            EXPECT_TRUE(found == state || found == error) << "call " << number << ": " << found;
            ASSERT_EQ(session(file), state) << "call " << number;
            ASSERT_EQ(joined(damage(file.storage(), file.engine())), "") << "call " << number;
            file.close();
        }
    }
    RecordProperty("points", failed);
}

INSTANTIATE_TEST_SUITE_P(On, DiskFaults,
                         testing::Values(Case{"truncate", Failure::once, "TruncateOnce"},
                                         Case{"truncate", Failure::for_good, "TruncateForGood"},
                                         Case{"truncate", Failure::no_space, "TruncateNoSpace"},
                                         Case{"wal", Failure::once, "WalOnce"},
                                         Case{"wal", Failure::for_good, "WalForGood"},
                                         Case{"wal", Failure::no_space, "WalNoSpace"}),
                         [](const auto& info) { return std::string(info.param.name); });

class DiskFaultsControl : public testing::TestWithParam<const char*> {
protected:
    /// What is found in a few of the steps where everything is opened anew.
    int found(Failure failure, bool deaf, const std::string& what) {
        FailingScript script(GetParam(), failure);
        int found = 0;
        for (std::size_t step = 0; step < 12; ++step) {
            const int calls = script.go_on(step);
            for (int number = 1; step % 3 == 2 && number <= calls; number += 4) {
                const std::string wrong = joined(script.fail(step, number, true, deaf));
                if (wrong.find(what) != std::string::npos) ++found;
            }
        }
        return found;
    }
};

TEST_P(DiskFaultsControl, WritesLeftOutInSilenceAreFound) {
    EXPECT_GE(found(Failure::unsaid, false, "\n"), 2);
}

TEST_P(DiskFaultsControl, AStorageThatIsDeafToFailedCommitsIsFound) {
    EXPECT_GE(found(Failure::for_good, true, "acknowledged and lost"), 2);
}

INSTANTIATE_TEST_SUITE_P(On, DiskFaultsControl, testing::Values("truncate", "wal"));

}  // namespace
}  // namespace xueshi::faults
