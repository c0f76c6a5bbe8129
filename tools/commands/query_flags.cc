#include "tools/commands/query_flags.h"

#include <cmath>
#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "query/query_limits.h"
#include "query/title_boost.h"
#include "tools/byte_size.h"
#include "tools/commands/flag_values.h"

namespace telusur {
namespace {

constexpr char kGroup[] = "Limits";

void AddLimit(CLI::App* command, const std::string& name,
              const LimitRange& range, int64_t* value,
              const std::string& description) {
  command->add_option(name, *value, description)
      ->check(CLI::Range(range.least, range.most))
      ->type_name("N")
      ->group(kGroup)
      ->capture_default_str();
}

void AddBytesLimit(CLI::App* command, const std::string& name,
                   const LimitRange& range, int64_t* value,
                   const std::string& description) {
  const auto read = [name, range, value](const std::string& text) {
    const absl::StatusOr<uint64_t> bytes = ParseByteSize(text);
    if (!bytes.ok()) {
      throw CLI::ValidationError(name, std::string(bytes.status().message()));
    }
    if (*bytes < static_cast<uint64_t>(range.least) ||
        *bytes > static_cast<uint64_t>(range.most)) {
      throw CLI::ValidationError(
          name, absl::StrCat("from ", FormatByteSize(range.least), " to ",
                             FormatByteSize(range.most)));
    }
    *value = static_cast<int64_t>(*bytes);
  };
  command->add_option_function<std::string>(name, read, description)
      ->type_name("SIZE")
      ->default_str(FormatByteSize(range.usual))
      ->group(kGroup);
}

// Seconds, perhaps with a fraction.
void AddTimeLimit(CLI::App* command, const std::string& name,
                  const LimitRange& range_ms, int64_t* value_ms,
                  const std::string& description) {
  const auto read = [name, range_ms, value_ms](const std::string& text) {
    double seconds = 0;
    if (!absl::SimpleAtod(text, &seconds) ||
        !(seconds * 1000 >= range_ms.least &&
          seconds * 1000 <= range_ms.most)) {
      throw CLI::ValidationError(
          name,
          absl::StrCat("\"", text, "\" is no number of seconds from ",
                       range_ms.least / 1000.0, " to ", range_ms.most / 1000));
    }
    *value_ms = std::llrint(seconds * 1000);
  };
  command->add_option_function<std::string>(name, read, description)
      ->type_name("SECONDS")
      ->default_str(absl::StrCat(range_ms.usual / 1000))
      ->group(kGroup);
}

}  // namespace

void AddLimitFlags(CLI::App* command, QuerySettings* settings) {
  ParserLimits& limits = settings->limits;
  AddBytesLimit(command, "--max-query-bytes", kQueryBytesLimit,
                &limits.max_query_bytes, "Bytes of a query that are read");
  AddLimit(command, "--max-nesting", kNestingLimit, &limits.max_nesting,
           "Parentheses in parentheses");
  AddLimit(command, "--max-clauses", kClausesLimit, &limits.max_clauses,
           "Words, those in phrases included, and filters");
  AddLimit(command, "--max-distance", kDistanceLimit, &limits.max_distance,
           "The number of \"...\"~N and NEAR/N");
  AddLimit(command, "--max-expanded-words", kExpandedWordsLimit,
           &limits.max_expanded_words, "Words with * or ~");
  AddLimit(command, "--max-expansions", kExpansionsLimit,
           &settings->max_expansions,
           "Words of the index that all * and ~ stand for together");
  AddTimeLimit(command, "--timeout", kTimeoutMsLimit, &settings->timeout_ms,
               "What a query may take");
}

void AddRankingFlags(CLI::App* command, QuerySettings* settings) {
  AddNumberFlag(command, "--k1", 0, kMaxK1, &settings->k1,
                "BM25's k1 [the index's]");
  AddNumberFlag(command, "--b", 0, 1, &settings->b, "BM25's b [the index's]");
  const auto read_boost = [settings](const std::string& text) {
    double boost = 0;
    if (!absl::SimpleAtod(text, &boost) ||
        !(boost >= 0 && boost <= kMaxTitleBoost)) {
      throw CLI::ValidationError(
          "--title-boost",
          absl::StrCat("\"", text, "\" is no number from 0 to ",
                       kMaxTitleBoost));
    }
    settings->title_boost = boost;
  };
  command
      ->add_option_function<std::string>(
          "--title-boost", read_boost,
          "How many times a word in a title counts")
      ->type_name("NUMBER")
      ->default_str("1");
  const std::map<std::string, SortOrder> orders = {{"score", SortOrder::kScore},
                                                   {"date", SortOrder::kDate}};
  const auto read_order = [settings, orders](const std::string& text) {
    settings->sort = orders.at(text);
  };
  command
      ->add_option_function<std::string>(
          "--sort", read_order, "By score, or the latest documents first")
      ->check(CLI::IsMember({"score", "date"}))
      ->type_name("score|date")
      ->default_str("score");
}

}  // namespace telusur
