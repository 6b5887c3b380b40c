/// The log as its readers see it.

#include <charconv>

#include <xueshi/json.hpp>

#include "engine/query.hpp"

namespace xueshi::engine {

namespace {

LogView to_view(LogRow&& row) {
    return {std::move(row.stream), row.number, std::move(row.entry), std::move(row.hash)};
}

std::int64_t number_in(const std::string& cursor, const std::string& text) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    if (std::from_chars(text.data(), end, number).ptr != end || text.empty()) {
        parse_cursor(cursor, 0);  // refuses
    }
    return number;
}

/// A base's stream tells of trainees from anywhere in the province.
bool sees_bases(const Session& session) { return session.actor().role == Role::province_admin; }

/// The actor's own stream and those of all organisations under it, sorted.
std::vector<std::string> visible_streams(Session& session) {
    const bool shows_bases = sees_bases(session);
    std::vector<std::string> streams{session.actor().org};
    constexpr std::size_t page = 500;
    for (std::size_t i = 0; i < streams.size(); ++i) {
        std::string after;
        while (true) {
            const auto part = session.children(streams[i], after, page);
            for (const Org& org : part) {
                if (org.kind != OrgKind::base || shows_bases) streams.push_back(org.code);
            }
            if (part.size() < page) break;
            after = part.back().code;
        }
    }
    std::sort(streams.begin(), streams.end());
    return streams;
}

}  // namespace

LogPage answer(Session& session, const Log& query) {
    require_role(session, "log", true, true, false);
    const ZoneOffset zone = session.policy().zone();
    const auto cursor = query.after ? parse_cursor(*query.after, 2) : std::vector<std::string>{};
    std::string mention;
    if (query.subject) json::append_string(mention, *query.subject);
    const auto limit = static_cast<std::size_t>(query.limit);
    constexpr std::size_t page = 100;
    LogPage answer;
    for (const std::string& stream : visible_streams(session)) {
        if (!cursor.empty() && stream < cursor[0]) continue;
        std::string position;
        if (!cursor.empty() && stream == cursor[0]) {
            position = encode_cells(stream, number_in(*query.after, cursor[1]));
        }
        while (true) {
            auto rows =
                session.work().scan<LogRow>(storage::by_key, encode_cells(stream), position, page);
            if (!rows.empty()) position = encode_key(rows.back());
            const bool more = rows.size() == page;
            for (LogRow& row : rows) {
                const Date day = Instant::from_micros(row.at).date(zone);
                if ((query.from && day < *query.from) || (query.to && day > *query.to)) continue;
                if (query.subject && row.entry.find(mention) == std::string::npos) continue;
                if (answer.entries.size() == limit) {
                    const LogView& last = answer.entries.back();
                    answer.next = last.stream + ":" + std::to_string(last.number);
                    return answer;
                }
                answer.entries.push_back(to_view(std::move(row)));
            }
            if (!more) break;
        }
    }
    return answer;
}

LogPage answer(Session& session, const Changes& query) {
    require_role(session, "changes", true, true, false);
    const Line& line = require_reach(session, query.stream);
    const bool own = query.stream == session.actor().org;
    if (line.front().kind == OrgKind::base && !own && !sees_bases(session)) {
        throw QueryRefused({Why::view_1_access_jurisdiction, {{"org", query.stream}}, {}},
                           query.stream);
    }
    const auto limit = static_cast<std::size_t>(query.limit);
    auto rows = session.work().scan<LogRow>(storage::by_key, encode_cells(query.stream),
                                            encode_cells(query.stream, query.after), limit + 1);
    LogPage answer;
    for (LogRow& row : rows) {
        if (answer.entries.size() == limit) {
            answer.next = std::to_string(answer.entries.back().number);
            break;
        }
        answer.entries.push_back(to_view(std::move(row)));
    }
    return answer;
}

}  // namespace xueshi::engine
