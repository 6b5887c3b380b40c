#include "values/sha256.hpp"

#include <utility>

#include <gtest/gtest.h>

namespace xueshi {
namespace {

// FIPS 180-4, examples of NIST's cryptographic standards toolkit; the empty text is widely
// published.
TEST(Sha256, GivesThePublishedDigests) {
    EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(sha256("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, OfPiecesIsThatOfTheWhole) {
    Sha256 hasher;
    hasher.update("ab");
    hasher.update("");
    hasher.update("c");
    EXPECT_EQ(hasher.finish(), sha256("abc"));
}

TEST(Sha256, BeginsAnewAfterEachDigest) {
    Sha256 hasher;
    EXPECT_EQ(hasher.finish(), sha256(""));
    hasher.update("abc");
    EXPECT_EQ(hasher.finish(), sha256("abc"));
    Sha256 moved = std::move(hasher);
    EXPECT_EQ(moved.finish(), sha256(""));
}

// RFC 4231, test cases 1, 2 and 6.
TEST(HmacSha256, GivesThePublishedCodes) {
    EXPECT_EQ(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hex(hmac_sha256(std::string(131, '\xaa'),
                              "Test Using Larger Than Block-Size Key - Hash Key First")),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(HmacSha256, TakesAnEmptyKeyAsOneAndNotAsTheLast) {
    const Digest keyed = hmac_sha256("key", "message");
    EXPECT_NE(hmac_sha256("", "message"), keyed);
    EXPECT_EQ(hmac_sha256("", "message"), hmac_sha256("", "message"));
    EXPECT_EQ(hex(hmac_sha256("", "")),
              "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Hex, WritesTwoLowerCaseDigitsForEachByte) {
    const std::array<std::uint8_t, 4> bytes = {0x00, 0x0F, 0xA0, 0xFF};
    EXPECT_EQ(hex(bytes), "000fa0ff");
    EXPECT_EQ(hex({}), "");
}

}  // namespace
}  // namespace xueshi
