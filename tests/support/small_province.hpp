#pragma once
// A province with a county, a school and three teachers, behind the protocol's door.

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include <xueshi/engine.hpp>
#include <xueshi/json.hpp>
#include <xueshi/protocol.hpp>

namespace xueshi::support {

class SmallProvince {
public:
    SmallProvince() : SmallProvince(storage::open_storage("memory:")) {}
    explicit SmallProvince(std::shared_ptr<storage::Storage> storage)
        : engine(std::move(storage), options()), protocol(engine) {}

    static inline const std::string province = R"("as":{"role":"province_admin","org":"32"})";
    static inline const std::string school = R"("as":{"role":"school_admin","org":"S1"})";

    /// Adopts the policy, registers everybody, sets up project P1 with two seats for the school.
    void found() {
        Actor actor;
        actor.role = Role::province_admin;
        actor.org = "32";
        ASSERT_TRUE(engine.execute(actor, AdoptPolicy{Policy::shipped("jiangsu")}).ok());
        accepted("{" + province + R"(,"do":"register_orgs","with":{"orgs":[
            {"code":"32","name":"省","kind":"authority","level":"province"},
            {"code":"3201","name":"市","kind":"authority","level":"city","parent":"32"},
            {"code":"B1","name":"基地","kind":"base","parent":"32"},
            {"code":"S1","name":"小学","kind":"school","parent":"32","stages":["primary"]}]}})");
        accepted("{" + province + R"(,"do":"register_teachers","with":{"teachers":[
            {"code":"T1","name":"张伟","school":"S1","stages":["primary"],"subject":"语文"},
            {"code":"T2","name":"王芳","school":"S1","stages":["primary"],"subject":"语文"},
            {"code":"T3","name":"李娜","school":"S1","stages":["primary"],"subject":"数学"}]}})");
        accepted("{" + province + R"(,"do":"create_project","with":{"code":"P1","name":"培训",
            "level":"provincial","owner":"32","year":2026,"hours":"40","seats":2,
            "enrollment":{"from":"2026-03-01","to":"2026-04-07"},
            "training":{"from":"2026-05-11","to":"2026-05-15"},"audience":{"stages":["primary"]},
            "bases":[{"base":"B1","regions":["32"]}]}})");
        accepted("{" + province + R"(,"do":"allocate_quota","with":{"project":"P1",
            "allocations":[{"org":"S1","seats":2}]}})");
    }

    /// The answer, read.
    json::Value call(std::string_view request) {
        const std::string text = protocol.call(request);
        auto parsed = json::parse(text);
        EXPECT_TRUE(std::holds_alternative<json::Value>(parsed)) << text;
        return std::get<json::Value>(std::move(parsed));
    }

    void accepted(const std::string& request) {
        const std::string answer = protocol.call(request);
        EXPECT_TRUE(answer.starts_with(R"({"ok":true,"result":{)")) << answer;
    }

    static std::string enroll(const std::string& teachers, const std::string& more = {}) {
        return "{" + school + R"(,"do":"enroll","with":{"project":"P1","teachers":[)" + teachers +
               "]}" + more + "}";
    }

    Instant now = *Instant::parse("2026-03-10T09:00:00+08:00");
    Engine engine;
    Protocol protocol;

private:
    EngineOptions options() {
        EngineOptions options;
        options.clock = [this] { return now; };
        return options;
    }
};

/// The member at a path of keys and places, or null: `at(answer, {"refusals", "0", "code"})`.
inline json::Value at(const json::Value& value, std::initializer_list<std::string_view> path) {
    const json::Value* here = &value;
    for (const std::string_view step : path) {
        if (const json::Array* array = here->array()) {
            const auto place = static_cast<std::size_t>(std::stoul(std::string(step)));
            if (place >= array->size()) return {};
            here = &(*array)[place];
        } else {
            here = here->find(step);
            if (here == nullptr) return {};
        }
    }
    return *here;
}

inline std::string text_at(const json::Value& value, std::initializer_list<std::string_view> path) {
    const json::Value found = at(value, path);
    return found.text() ? *found.text() : json::write(found);
}

}  // namespace xueshi::support
