#include <gtest/gtest.h>

#include <xueshi/storage.hpp>

#include "support/scratch.hpp"

namespace xueshi::storage {
namespace {

std::string refusal_of(const std::string& url) {
    try {
        open_storage(url);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::argument_invalid) << url;
        return error.what();
    }
    return "opened";
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != text.npos;
}

TEST(StorageUrl, KindsAreTold) {
    EXPECT_EQ(open_storage("memory:")->info().kind, "memory");
    const Info info = open_storage("sqlite::memory:")->info();
    EXPECT_EQ(info.kind, "sqlite");
    EXPECT_FALSE(info.durable);
}

TEST(StorageUrl, UnknownKindsAreRefusedWithoutShowingWhatMayBeSecret) {
    for (const char* url : {"", "memory", "file.db", "mysql://user:secret@host/db", "memory?a:b",
                            "Memory:", ":memory:"}) {
        const std::string refusal = refusal_of(url);
        EXPECT_TRUE(contains(refusal, "known: memory:, sqlite:PATH")) << url << ": " << refusal;
        EXPECT_FALSE(contains(refusal, "secret"));
    }
}

TEST(StorageUrl, AnUnknownOptionIsNamedTogetherWithTheKnownOnes) {
    const std::string refusal = refusal_of("sqlite:x.db?jurnal=wal");
    EXPECT_TRUE(contains(refusal, "'jurnal'")) << refusal;
    EXPECT_TRUE(contains(refusal, "journal, synchronous, access, busy_ms, cache_mb")) << refusal;
    EXPECT_TRUE(contains(refusal_of("memory:?size=3"), "'size'; known: none"));
}

TEST(StorageUrl, BadValuesAreRefused) {
    for (const char* options :
         {"journal=delete", "journal=", "journal", "synchronous=FULL", "busy_ms=-1", "busy_ms=1s",
          "busy_ms=3600001", "busy_ms=99999999999999999999", "cache_mb=0", "access=none",
          "journal=wal&journal=wal", "&", "=", "journal=wal&&busy_ms=1"})
        EXPECT_NE(refusal_of(std::string("sqlite:x.db?") + options), "opened") << options;
    for (const char* url : {"sqlite:", "sqlite:?journal=wal", "memory:place",
                            "sqlite::memory:?journal=wal", "sqlite::memory:?access=read"})
        EXPECT_NE(refusal_of(url), "opened") << url;
    EXPECT_NE(refusal_of(std::string("sqlite:a\0b", 10)), "opened");
}

TEST(StorageUrl, GoodOptionsReachTheStorage) {
    const support::ScratchFolder folder;
    const auto storage = open_storage("sqlite:" + folder.file("x.db") +
                                      "?journal=wal&synchronous=normal&busy_ms=10&cache_mb=8");
    const Info info = storage->info();
    EXPECT_TRUE(info.durable);
    EXPECT_EQ(info.location, folder.file("x.db"));
    const auto detail = [&](const std::string& name) {
        for (const auto& [key, value] : info.details)
            if (key == name) return value;
        return std::string();
    };
    EXPECT_EQ(detail("journal"), "wal");
    EXPECT_EQ(detail("synchronous"), "normal");
    EXPECT_FALSE(info.warnings.empty());
}

}  // namespace
}  // namespace xueshi::storage
