#pragma once
/// A slice of the country: some counties' worth of teachers, and ten years of projects, on
/// PostgreSQL.

#include <memory>
#include <string>

#include "bench/world.hpp"
#include "storage/postgresql/pool.hpp"

namespace xueshi::bench {

/// What a described table takes on the server, with all its parts.
struct Room {
    double rows = 0;
    double bytes = 0;        ///< rows, with what is kept beside them for being long
    double index_bytes = 0;  ///< the key's, and all others
    double all() const { return bytes + index_bytes; }
};
Room operator-(const Room& left, const Room& right);
Room operator+(const Room& left, const Room& right);

class Slice {
public:
    static constexpr int first_year = 2017;
    static constexpr std::size_t years = 10;

    /// An empty schema of that name; with `by_years`, tables kept by years, each year with a
    /// partition.
    Slice(const World& world, const std::string& url, const std::string& schema, bool by_years);

    // Each does its part and tells the seconds that it took.
    double register_all();
    /// In the project of a year all teachers of some schools: from one place to another in the
    /// order in which they act.
    double enroll(std::size_t year, std::size_t from, std::size_t to);
    /// From enrolled to verified hours: five commands a school.
    double complete(std::size_t year);
    /// Microseconds, at the median: a teacher's statement, and a decision that is not carried out.
    double statement(std::size_t times);
    double decision(std::size_t times);

    Room room(const std::string& table);
    /// Bytes that the server has written into its own log so far: what replicas and archives
    /// receive.
    double written_ahead();
    void vacuum();

private:
    void create_projects();
    void make_partitions();
    std::string asked(const std::string& statement);

    const World& world_;
    std::string schema_;
    storage::postgresql::Pool pool_;
    std::shared_ptr<Instant> now_;
    std::unique_ptr<Engine> engine_;
};

}  // namespace xueshi::bench
