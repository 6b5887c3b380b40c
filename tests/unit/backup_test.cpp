#include <atomic>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include <xueshi/backup.hpp>

#include "support/four_levels.hpp"
#include "support/raw_sqlite.hpp"
#include "support/scratch.hpp"

namespace xueshi {
namespace {

using namespace support;
namespace files = std::filesystem;

class Backup : public testing::TestWithParam<std::string> {
protected:
    std::string url() const { return "sqlite:" + file() + "?journal=" + GetParam(); }
    std::string file() const { return folder_.file("live.db"); }
    std::string copy() const { return folder_.file("copy.db"); }

    /// A province in which teachers can be enrolled one by one.
    void found(Engine& engine) const {
        FourLevels::found(engine, 400);
        FourLevels::open_project(engine, "P", "SA", 400);
    }
    static void enroll(Engine& engine, int number) {
        must(engine, FourLevels::admin("SA"),
             Enroll{"P", {FourLevels::teacher("SA", number)}, false});
    }
    static std::size_t enrolled(Engine& engine) {
        Enrollments query{"P", {}, 400, {}};
        return engine.ask(FourLevels::admin("SA"), query).result.value().enrollments.size();
    }

    ScratchFolder folder_;
};

/// Writers go on between the pages; the copy is of one moment all the same.
TEST_P(Backup, IsOfOneMomentWhileOthersWrite) {
    Engine engine(storage::open_storage(url()), MovingClock().options());
    found(engine);
    std::atomic<int> acknowledged = 0;
    std::atomic<bool> copied = false;
    std::thread writer([&] {
        for (int number = 1; number <= 400 && !copied; ++number) {
            enroll(engine, number);
            ++acknowledged;
            acknowledged.notify_one();
        }
        acknowledged = 400;
        acknowledged.notify_one();
    });
    acknowledged.wait(0);
    const int before = acknowledged;
    int calls = 0;
    storage::BackupOptions options;
    options.pages_together = 1;
    options.progress = [&](const storage::BackupProgress& progress) {
        ++calls;
        EXPECT_LE(progress.pages, progress.of);
    };
    storage::back_up(file(), copy(), options);
    const int after = acknowledged;
    copied = true;
    writer.join();
    EXPECT_GT(calls, 1);
    Engine restored(storage::open_storage("sqlite:" + copy()), MovingClock().options());
    EXPECT_EQ(joined(faults_of(restored)), "");
    EXPECT_EQ(joined(storage::open_storage("sqlite:" + copy())->check()), "");
    EXPECT_GE(enrolled(restored), static_cast<std::size_t>(before));
    EXPECT_LE(enrolled(restored), static_cast<std::size_t>(after) + 1);
    enroll(restored, 400);  // and one can go on with it
    EXPECT_EQ(joined(faults_of(engine)), "");
}

INSTANTIATE_TEST_SUITE_P(Journals, Backup, testing::Values("truncate", "wal"),
                         [](const auto& info) { return info.param; });

using BackupOfTruncate = Backup;
INSTANTIATE_TEST_SUITE_P(Journals, BackupOfTruncate, testing::Values("truncate"),
                         [](const auto& info) { return info.param; });

/// The control: copying the bytes while somebody writes gives what never was.
TEST_P(BackupOfTruncate, IsNotWhatCopyingBytesGives) {
    Engine engine(storage::open_storage(url()), MovingClock().options());
    found(engine);
    const auto half = files::file_size(file()) / 2;
    std::string bytes(files::file_size(file()), '\0');
    std::ifstream(file(), std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(half));
    for (int number = 1; number <= 50; ++number)
        enroll(engine, number);
    std::ifstream rest(file(), std::ios::binary);
    rest.seekg(static_cast<std::streamoff>(half));
    bytes.resize(half);
    bytes.append(std::istreambuf_iterator<char>(rest), {});
    std::ofstream(copy(), std::ios::binary) << bytes;
    std::string found;
    try {
        found = joined(storage::open_storage("sqlite:" + copy())->check());
        Engine torn(storage::open_storage("sqlite:" + copy()), MovingClock().options());
        found += joined(faults_of(torn));
    } catch (const Error& error) {
        found += error.what();
    }
    EXPECT_NE(found, "");
}

TEST_P(BackupOfTruncate, LeavesNothingWhenItFails) {
    const auto code_of = [&](const std::string& from, const std::string& to,
                             const storage::BackupOptions& options = {}) {
        try {
            storage::back_up(from, to, options);
        } catch (const Error& error) {
            EXPECT_FALSE(files::exists(to + ".part")) << error.what();
            return error.code();
        }
        return ErrorCode::internal;
    };
    EXPECT_EQ(code_of(file(), copy()), ErrorCode::storage_unavailable);  // not there
    {
        Engine engine(storage::open_storage(url()), MovingClock().options());
        FourLevels::found(engine, 1);
    }
    EXPECT_EQ(code_of(file(), file()), ErrorCode::argument_invalid);
    EXPECT_EQ(code_of(file(), folder_.file("no/such/folder.db")), ErrorCode::storage_unavailable);
    storage::BackupOptions options;
    options.pages_together = 0;
    EXPECT_EQ(code_of(file(), copy(), options), ErrorCode::argument_invalid);

    options.pages_together = 1;
    struct Ended {};
    options.progress = [](const auto&) { throw Ended(); };
    EXPECT_THROW(storage::back_up(file(), copy(), options), Ended);
    EXPECT_FALSE(files::exists(copy()));
    EXPECT_FALSE(files::exists(copy() + ".part"));

    options.progress = nullptr;
    options.patience = std::chrono::milliseconds(50);
    RawSqlite locker(file());
    locker.run("BEGIN EXCLUSIVE");
    EXPECT_EQ(code_of(file(), copy(), options), ErrorCode::storage_busy);
    locker.run("ROLLBACK");

    const std::string damaged = folder_.file("damaged.db");
    std::ofstream(damaged) << "no database at all, but long enough to be taken for a page of one";
    EXPECT_EQ(code_of(damaged, copy()), ErrorCode::storage_corrupt);
}

}  // namespace
}  // namespace xueshi
