// Mixed load for a long time: xueshi-soak SECONDS. Several threads work on SQLite and on PostgreSQL
// at once, season by season. Between seasons nothing is held, so there memory and handles are
// compared with those after the warm-up, the first fifth of the time. Fails when they grew.

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <future>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>

#include "soak/seasons.hpp"
#include "soak/usage.hpp"
#include "support/chance.hpp"

namespace xueshi::soak {
namespace {

using Time = std::chrono::steady_clock;
constexpr int commands_a_season = 2000;

/// Says each half minute how things stand, until it is destroyed.
class Progress {
public:
    explicit Progress(const Tally& tally) : tally_(tally), thread_([this] { talk(); }) {}
    ~Progress() {
        {
            const std::lock_guard lock(mutex_);
            ended_ = true;
        }
        end_.notify_all();
        thread_.join();
    }

private:
    void talk() {
        const auto begun = Time::now();
        std::unique_lock lock(mutex_);
        while (!end_.wait_for(lock, std::chrono::seconds(30), [&] { return ended_; })) {
            const auto seconds =
                std::chrono::duration_cast<std::chrono::seconds>(Time::now() - begun);
            std::cout << seconds.count() << " s: " << tally_.done << " done, " << tally_.refused
                      << " refused, " << tally_.asked << " questions; " << text_of(usage_now())
                      << std::endl;
        }
    }

    const Tally& tally_;
    std::mutex mutex_;
    std::condition_variable end_;
    bool ended_ = false;
    std::thread thread_;
};

/// A season at each place, at the same time.
void play_seasons(const std::vector<std::unique_ptr<Place>>& places, std::uint64_t seed,
                  Tally& tally) {
    std::vector<std::future<void>> seasons;
    for (const auto& place : places) {
        seasons.push_back(std::async(std::launch::async, [&, place = place.get()] {
            play_season(*place, seed, commands_a_season, tally);
        }));
    }
    for (auto& season : seasons)
        season.get();
}

int soak(std::chrono::seconds duration) {
    std::vector<std::unique_ptr<Place>> places;
    places.push_back(sqlite_place());
    std::string why;
    if (auto place = postgresql_place(why))
        places.push_back(std::move(place));
    else
        std::cout << "without PostgreSQL: " << why << std::endl;
    const std::uint64_t first = support::test_seed();
    std::cout << support::seed_note(first) << std::endl;
    Tally tally;
    const Progress progress(tally);
    const auto begun = Time::now();
    std::optional<Usage> warm;
    Usage last;
    std::uint64_t seasons = 0;
    while (Time::now() < begun + duration || seasons < 3) {
        play_seasons(places, first + seasons++, tally);
        last = usage_at_rest();
        if (!warm && seasons > 1 && Time::now() >= begun + duration / 5) {
            warm = last;
            std::cout << "warm: " << text_of(*warm) << std::endl;
        }
    }
    std::cout << seasons << " seasons, " << tally.done << " commands done, " << tally.refused
              << " refused, " << tally.asked << " questions; in the end " << text_of(last)
              << std::endl;
    const std::string grown = growth(warm.value_or(last), last);
    if (!grown.empty()) std::cout << grown << std::endl;
    return grown.empty() ? 0 : 1;
}

std::optional<std::chrono::seconds> duration_in(const std::vector<std::string_view>& words) {
    if (words.size() != 1) return std::nullopt;
    std::int32_t seconds = 0;
    const char* end = words[0].data() + words[0].size();
    const auto [rest, failure] = std::from_chars(words[0].data(), end, seconds);
    if (failure != std::errc() || rest != end || seconds < 0) return std::nullopt;
    return std::chrono::seconds(seconds);
}

}  // namespace
}  // namespace xueshi::soak

int main(int count, char** words) {
    try {
        if (const auto duration = xueshi::soak::duration_in({words + 1, words + count}))
            return xueshi::soak::soak(*duration);
        std::cerr << "xueshi-soak SECONDS\n";
    } catch (const std::exception& failure) {
        std::cerr << "soak: " << failure.what() << '\n';
        return 1;
    }
    return 2;
}
