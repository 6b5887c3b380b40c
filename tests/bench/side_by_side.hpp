#pragma once
/// Two files with the same content: into one the engine enrols, into the other the floor writes the
/// same rows. In turns, so that both meet the same machine.

#include <memory>
#include <string>
#include <vector>

#include "bench/measuring.hpp"
#include "bench/raw_floor.hpp"
#include "bench/scratch.hpp"
#include "bench/world.hpp"

namespace xueshi::bench {

/// A command, and who gives it.
struct Asked {
    Actor actor;
    Enroll command;
};

struct Cost {
    std::vector<double> seconds;    ///< per enrolment, one a round
    std::vector<double> processor;  ///< seconds of processor time per command, one a round
};

class SideBySide {
public:
    SideBySide(const World& world, const Durability& durability);

    /// Gives the commands to the engine, then the rows to the floor; times both.
    void round(const std::vector<Asked>& commands);
    /// Gives the commands to the engine without timing and without durability; the floor's file
    /// becomes a copy. Commands of many megabytes of rows go in quickly this way.
    void fill(const std::vector<Asked>& commands);
    /// Forgets the rounds so far.
    void forget();

    const Cost& ours() const { return ours_; }
    const Cost& raw() const { return raw_; }

private:
    std::string url(const Durability& durability) const;
    void open_both();
    std::vector<Written> read_back(const std::vector<Asked>& commands,
                                   const std::vector<Receipt>& receipts) const;

    const World& world_;
    Durability durability_;
    Scratch scratch_;
    std::string ours_path_;
    std::string raw_path_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<RawFloor> floor_;
    Cost ours_;
    Cost raw_;
};

/// An engine over a storage URL, with the world's clock.
Engine open_engine(const std::string& url);

}  // namespace xueshi::bench
