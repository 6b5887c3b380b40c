#pragma once
/// SHA-256 and HMAC-SHA-256, by OpenSSL's libcrypto.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace xueshi {

using Digest = std::array<std::uint8_t, 32>;

/// The digest of a text that comes in pieces. Fetching the algorithm costs more than hashing a log
/// entry, so whoever hashes many texts keeps one of these. For one thread at a time.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void update(std::string_view bytes);
    /// The digest of all pieces since the last `finish`; the object is empty again afterwards.
    Digest finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

Digest sha256(std::string_view bytes);
Digest hmac_sha256(std::string_view key, std::string_view message);

/// Two lower-case hexadecimal digits for each byte.
std::string hex(std::span<const std::uint8_t> bytes);

}  // namespace xueshi
