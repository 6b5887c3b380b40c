#pragma once
/// The same requests from several processes at once, some of which are killed in mid-command and
/// begin again: each request takes effect once, and whoever sends it gets the first answer (REQ-3).

#include <memory>
#include <string>
#include <vector>

#include <xueshi/engine.hpp>

#include "support/child.hpp"

namespace xueshi::races {

/// Has `count` requests sent to a new storage by four processes at once, each of which is killed a
/// few times, and expects one effect and one answer of each.
void expect_one_effect_each(const std::string& url, int count);

/// The part "requests": sends them, from a given one on, and dies before a given call of the
/// storage.
int send_requests(const std::vector<std::string>& arguments, support::Line& parent);

/// How many entries the log of a new storage gains when the same `count` requests are sent twice.
/// The control is a storage that is `forgetful`, and keeps no request ids.
std::int64_t entries_of_requests_sent_twice(std::unique_ptr<storage::Storage> storage,
                                            bool forgetful, int count);

}  // namespace xueshi::races
