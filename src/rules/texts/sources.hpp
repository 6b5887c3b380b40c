#pragma once
/// Where the rules stand: the pages of the operations training that Jiangsu gives to the users of
/// its system, or this catalogue itself where those are silent.

#include <string_view>

namespace xueshi::sources {

inline constexpr std::string_view decided = "decided (本目录决定)";
inline constexpr std::string_view s_4 = "江苏省教师培训管理系统操作培训 S-4";
inline constexpr std::string_view s_5 = "江苏省教师培训管理系统操作培训 S-5";
inline constexpr std::string_view s_5_6 = "江苏省教师培训管理系统操作培训 S-5, S-6";
inline constexpr std::string_view s_5_11 = "江苏省教师培训管理系统操作培训 S-5, S-11";
inline constexpr std::string_view s_5_21 = "江苏省教师培训管理系统操作培训 S-5, S-21";
inline constexpr std::string_view s_5_11_17 = "江苏省教师培训管理系统操作培训 S-5, S-11, S-17";
inline constexpr std::string_view s_11 = "江苏省教师培训管理系统操作培训 S-11";
inline constexpr std::string_view s_11_15 = "江苏省教师培训管理系统操作培训 S-11, S-15";
inline constexpr std::string_view s_11_23 = "江苏省教师培训管理系统操作培训 S-11, S-23";
inline constexpr std::string_view s_11_29_30 = "江苏省教师培训管理系统操作培训 S-11, S-29, S-30";
inline constexpr std::string_view s_15_42_43_50 =
    "江苏省教师培训管理系统操作培训 S-15, S-42, S-43, S-50";
inline constexpr std::string_view s_17 = "江苏省教师培训管理系统操作培训 S-17";
inline constexpr std::string_view s_19 = "江苏省教师培训管理系统操作培训 S-19";
inline constexpr std::string_view s_20 = "江苏省教师培训管理系统操作培训 S-20";
inline constexpr std::string_view s_20_23 = "江苏省教师培训管理系统操作培训 S-20, S-23";
inline constexpr std::string_view s_22 = "江苏省教师培训管理系统操作培训 S-22";
inline constexpr std::string_view s_24 = "江苏省教师培训管理系统操作培训 S-24";
inline constexpr std::string_view s_25_26 = "江苏省教师培训管理系统操作培训 S-25, S-26";
inline constexpr std::string_view s_25_29 = "江苏省教师培训管理系统操作培训 S-25, S-29";
inline constexpr std::string_view s_26 = "江苏省教师培训管理系统操作培训 S-26";
inline constexpr std::string_view s_28 = "江苏省教师培训管理系统操作培训 S-28";
inline constexpr std::string_view s_30 = "江苏省教师培训管理系统操作培训 S-30";
inline constexpr std::string_view s_35 = "江苏省教师培训管理系统操作培训 S-35";
inline constexpr std::string_view s_5_48 = "江苏省教师培训管理系统操作培训 S-5, S-48";

}  // namespace xueshi::sources
