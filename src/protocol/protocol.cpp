#include <new>

#include <xueshi/command_texts.hpp>
#include <xueshi/protocol.hpp>
#include <xueshi/query_texts.hpp>

#include "codec/refusal_json.hpp"
#include "codec/struct_json.hpp"
#include "protocol/request.hpp"
#include "values/text.hpp"

namespace xueshi {

namespace {

constexpr std::size_t message_most = 1000;  // characters of an error's message

std::string refused(const Reason& reason) {
    const Refusal refusal = codec::make_refusal(reason, {}, std::nullopt);
    std::string out = "{\"ok\":false,\"refusals\":";
    codec::write_refusals(out, std::span(&refusal, 1));
    out += '}';
    return out;
}

/// More bytes than a request may have: told without looking at them.
std::string refused_for_size(std::size_t size) {
    return refused({Why::req_1_request_too_large,
                    {{"limit", static_cast<std::int64_t>(json::size_limit)},
                     {"found", static_cast<std::int64_t>(size)}},
                    {}});
}

template <class T>
std::string written(const Outcome<T>& outcome, ZoneOffset zone) {
    std::string out = "{\"ok\":";
    codec::Writer writer(out, zone);
    writer.write(outcome.ok());
    if (outcome.ok()) {
        out += ",\"result\":";
        writer.write(*outcome.result);
    }
    if (!outcome.ok() || !outcome.refusals.empty()) {
        out += ",\"refusals\":";
        codec::write_refusals(out, outcome.refusals);
    }
    out += '}';
    return out;
}

std::string failed(ErrorCode code, std::string_view message, bool retry) {
    std::string out = "{\"ok\":false,\"error\":{\"code\":";
    json::append_string(out, error_name(code));
    out += ",\"message\":";
    json::append_string(out, shortened(message, message_most));
    out += retry ? ",\"retry\":true}}" : ",\"retry\":false}}";
    return out;
}

}  // namespace

std::string Protocol::call(std::string_view request) {
    try {
        return answer(request);
    } catch (const Error& error) {
        return failed(error.code(), error.what(), error.retry());
    } catch (const std::bad_alloc&) {
        return failed(ErrorCode::internal, "there is not enough memory", true);
    } catch (const std::exception& error) {
        return failed(ErrorCode::internal, error.what(), false);
    } catch (...) {
        return failed(ErrorCode::internal, "an exception of an unknown kind", false);
    }
}

std::string Protocol::answer(std::string_view text) {
    if (text.size() > json::size_limit) return refused_for_size(text.size());
    auto read = protocol::read_request(text);
    if (const auto* fault = std::get_if<codec::ShapeFault>(&read)) {
        return refused(codec::shape_reason(*fault));
    }
    const auto& request = std::get<protocol::Request>(read);
    const auto zone = [&] {  // asked afterwards: the call itself may adopt a policy
        const auto policy = engine_.policy();
        return policy ? policy->zone() : ZoneOffset{};
    };
    if (const auto* command = std::get_if<Command>(&request.content)) {
        const auto outcome = engine_.execute(request.actor, *command, request.options);
        return written(outcome, zone());
    }
    if (const auto* explain = std::get_if<protocol::Explain>(&request.content)) {
        const auto outcome = engine_.explain(request.actor, explain->command, request.options);
        return written(outcome, zone());
    }
    return std::visit(
        [&](const auto& query) {
            const auto outcome = engine_.ask(request.actor, query);
            return written(outcome, zone());
        },
        std::get<Query>(request.content));
}

}  // namespace xueshi
