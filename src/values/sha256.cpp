#include "values/sha256.hpp"

#include <limits>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <xueshi/error.hpp>

namespace xueshi {

namespace {

void require(bool success) {
    if (!success) {
        throw Error(ErrorCode::internal, "libcrypto can't compute SHA-256");
    }
}

/// Looked up once: that takes longer than hashing a short text. It goes before libcrypto cleans up,
/// which the look-up itself has put on the list of things to do at exit.
const EVP_MD* algorithm() {
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> found{
        EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free};
    require(found != nullptr);
    return found.get();
}

}  // namespace

struct Sha256::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                    &EVP_MD_CTX_free};

    State() {
        require(context != nullptr);
        require(EVP_DigestInit_ex2(context.get(), algorithm(), nullptr) == 1);
    }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
    require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

Digest Sha256::finish() {
    Digest digest;
    require(EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr) == 1);
    require(EVP_DigestInit_ex2(state_->context.get(), nullptr, nullptr) == 1);
    return digest;
}

Digest sha256(std::string_view bytes) {
    Sha256 hasher;
    hasher.update(bytes);
    return hasher.finish();
}

Digest hmac_sha256(std::string_view key, std::string_view message) {
    require(key.size() <= std::numeric_limits<int>::max());
    // A null key would mean "the key of the last call".
    static constexpr char no_key = 0;
    Digest digest;
    const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
    require(HMAC(EVP_sha256(), key.empty() ? &no_key : key.data(), static_cast<int>(key.size()),
                 bytes, message.size(), digest.data(), nullptr) != nullptr);
    return digest;
}

std::string hex(std::span<const std::uint8_t> bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 15]);
    }
    return text;
}

}  // namespace xueshi
