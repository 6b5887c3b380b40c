// Entries of a log that somebody made up: beside the log of a province they are examined and
// replayed, which ends well or with an `Error`, never otherwise.

#include "engine/entry.hpp"
#include "engine/row_codec.hpp"
#include "fuzz/target.hpp"
#include "fuzz/world.hpp"

using namespace xueshi;

namespace {

storage::Deadline soon() { return storage::Deadline::clock::now() + std::chrono::seconds(60); }

template <class Row>
void put(storage::Storage& storage, const Row& row) {
    const auto transaction = storage.begin(storage::Access::write, soon());
    std::string bytes;
    engine::encode(row, bytes);
    transaction->put(engine::table<Row>, std::span(&bytes, 1));
    transaction->commit();
}

/// A log of the world's, with one stream more, whose only entry is the input.
void try_entry(fuzz::World& world, const std::string& text) {
    const std::string stream = "made up";
    const std::string hash = engine::hash_entry(text);
    storage::Storage& storage = world.storage()->inner();
    put(storage, engine::StreamRow{stream, 1, hash, 0, 0});
    put(storage, engine::LogRow{stream, 1, 0, hash, text});
    world.engine().verify_log();
    for (const bool decide : {false, true}) {
        try {
            world.engine().replay(*storage::open_storage("memory:"), decide);
        } catch (const Error&) {
            // Told clearly.
        }
    }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static fuzz::World world("enr-7-reason");
    const std::string text(fuzz::text_of(data, size));
    try {
        engine::read_entry(text);
    } catch (const Error& error) {
        fuzz::expect(error.code() == ErrorCode::log_broken, error.what());
        return 0;
    }
    try_entry(world, text);
    return 0;
}
