// Over the network, and encrypted: what the URL says of TLS reaches the client library.

#include <gtest/gtest.h>

#include "support/four_levels.hpp"
#include "support/postgresql.hpp"

namespace xueshi {
namespace {

using namespace support;

class PostgresqlOverTls : public testing::Test {
protected:
    std::string url(const std::string& options) const { return server_.url() + "?" + options; }

    std::string failure_of(const std::string& options) const {
        try {
            storage::open_storage(url(options));
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::storage_unavailable);
            return error.what();
        }
        return "it could be opened";
    }
    static void expect_part(const std::string& message, const std::string& part) {
        EXPECT_NE(message.find(part), std::string::npos) << message;
    }

    PostgresqlServer server_ = PostgresqlServer::secure();
};

TEST_F(PostgresqlOverTls, WorksWithAVerifiedServerAndWithNoOther) {
    const std::string verified = "sslmode=verify-full&sslrootcert=" + server_.certificate();
    Engine engine(storage::open_storage(url(verified)), MovingClock().options());
    FourLevels::found(engine, 1);
    EXPECT_EQ(joined(faults_of(engine)), "");

    const PostgresqlServer other = PostgresqlServer::secure();
    expect_part(failure_of("sslmode=verify-full&sslrootcert=" + other.certificate()),
                "certificate verify failed");
    expect_part(failure_of("sslmode=disable"), "no encryption");
}

}  // namespace
}  // namespace xueshi
