/// What needs no floor: the engine on the in-memory storage, one pure decision, and how much memory
/// the province's real size takes.

#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include <xueshi/rules.hpp>

#include "bench/side_by_side.hpp"

namespace xueshi::bench {

namespace {

Measurement memory_batch_of(Keys keys, const Scale& scale) {
    Shape shape;
    shape.schools = scale.large ? 400 : 100;
    shape.keys = keys;
    const World world(shape);
    Engine engine = open_engine("memory:");
    world.found(engine);
    std::vector<double> seconds;
    for (const std::size_t school : world.schools_in_acting_order()) {
        const Enroll command = world.enrollment(0, school);
        const Actor actor = World::school_admin(school);
        const Stopwatch watch;
        must(engine, actor, command);
        seconds.push_back(watch.seconds());
    }
    Measurement result;
    result.bench = "memory-batch";
    result.keys = name_of(keys);
    result.unit = "enrolments/s";
    result.ours = static_cast<double>(shape.teachers_per_school) / median(seconds);
    result.compared = "ours";
    result.value = result.ours;
    result.target = ">= 500000";
    result.met = result.value >= 500'000;
    result.note = fmt::format("1,000 per command, {} teachers", shape.teachers());
    return result;
}

}  // namespace

Measurements memory_batch(const Scale& scale) {
    return {memory_batch_of(Keys::local, scale), memory_batch_of(Keys::scattered, scale)};
}

Measurements decision(const Scale& scale) {
    const auto loaded = Policy::load(Policy::shipped("jiangsu"));
    const auto& policy = *std::get<std::shared_ptr<const Policy>>(loaded);
    rules::Project project;
    project.code = "P1";
    project.enrollment = DateRange{*Date::of(2026, 3, 1), *Date::of(2026, 4, 1)};
    project.training = DateRange{*Date::of(2026, 5, 1), *Date::of(2026, 6, 30)};
    project.audience = {{Stage::primary, Stage::junior},
                        {"语文", "数学", "英语", "科学"},
                        {"一级教师", "高级教师"},
                        {},
                        3};
    Org school;
    school.stages = {Stage::primary};
    Teacher teacher;
    teacher.stages = {Stage::primary};
    teacher.subject = "科学";  // the last one in the list
    teacher.title = "高级教师";
    teacher.hired_on = Date::of(2010, 9, 1);
    const rules::EnrollmentFacts facts{&project, &school, &teacher, {},
                                       false,    true,    false,    World::now()};
    const Parameters& parameters = policy.on(rules::day_of(project));
    if (!rules::may_enroll(parameters, facts).empty()) {
        throw std::runtime_error("the decision to be measured is a refusal");
    }
    const std::size_t repeats = scale.large ? 2'000'000 : 200'000;
    std::vector<double> nanoseconds;
    for (int round = 0; round < 11; ++round) {
        const Stopwatch watch;
        for (std::size_t i = 0; i < repeats; ++i) {
            const Reasons reasons = rules::may_enroll(parameters, facts);
            keep(&reasons);
        }
        nanoseconds.push_back(watch.seconds() * 1e9 / static_cast<double>(repeats));
    }
    Measurement result;
    result.bench = "decision";
    result.unit = "ns";
    result.ours = median(nanoseconds);
    result.compared = "ours";
    result.value = result.ours;
    result.target = "< 200";
    result.met = result.value < 200;
    result.note = "may_enroll with every kind of condition, answer yes";
    return {result};
}

int resident_memory_child(const std::string& teachers, const std::string& directory) {
    Shape shape;
    shape.schools = std::stoul(teachers) / shape.teachers_per_school;
    const World world(shape);
    // Durability takes time, not memory.
    Engine engine = open_engine(Durability{"truncate", "off"}.url(directory + "/memory.db"));
    world.found(engine);
    for (const std::size_t school : world.schools_in_acting_order()) {
        must(engine, World::school_admin(school), world.enrollment(0, school));
    }
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) fmt::print("{}\n", std::stol(line.substr(6)));
    }
    return 0;
}

Measurements resident_memory(const Scale&) {
    const std::string teachers = "700000";
    const Scratch scratch;
    const std::string directory = scratch.file("");
    // A process of its own: the peak of this one tells of the benches before.
    const std::string command =
        fmt::format("'{}' --memory-child {} '{}'",
                    std::filesystem::read_symlink("/proc/self/exe").string(), teachers, directory);
    const Stopwatch watch;
    FILE* output = popen(command.c_str(), "r");
    if (output == nullptr) throw std::runtime_error("the child process can't be started");
    long kilobytes = 0;
    const int read = fscanf(output, "%ld", &kilobytes);
    const int status = pclose(output);
    if (read != 1 || status != 0) throw std::runtime_error("the child process failed");
    Measurement result;
    result.bench = "memory";
    result.keys = name_of(Keys::local);
    result.unit = "MB";
    result.ours = static_cast<double>(kilobytes) / 1024;
    result.compared = "ours";
    result.value = result.ours;
    result.target = "< 300";
    result.met = result.value < 300;
    result.note = fmt::format(
        "peak resident, {} teachers registered and enrolled on SQLite in "
        "{:.0f} s",
        teachers, watch.seconds());
    return {result};
}

}  // namespace xueshi::bench
