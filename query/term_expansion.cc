#include "query/term_expansion.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/match.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

using Matches = absl::FunctionRef<bool(absl::string_view surface)>;

// Keys and their df over the segments, bounded.
class KeyCollector {
 public:
  explicit KeyCollector(size_t max_keys) : max_keys_(max_keys) {}

  void Add(const std::string& key, uint64_t df) {
    df_of_[key] += df;
    if (df_of_.size() >= 4 * max_keys_ + 1024) Shrink();
  }

  TermExpansion Finish() {
    if (df_of_.size() > max_keys_) Shrink();
    TermExpansion expansion;
    expansion.cut = cut_;
    for (const auto& [key, df] : df_of_) expansion.keys.push_back(key);
    std::sort(expansion.keys.begin(), expansion.keys.end());
    return expansion;
  }

 private:
  void Shrink() {
    std::vector<std::pair<uint64_t, std::string>> items;
    for (const auto& [key, df] : df_of_) items.emplace_back(df, key);
    std::sort(items.begin(), items.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    items.resize(std::min(items.size(), max_keys_));
    df_of_.clear();
    for (const auto& [df, key] : items) df_of_[key] = df;
    cut_ = true;
  }

  const size_t max_keys_;
  absl::flat_hash_map<std::string, uint64_t> df_of_;
  bool cut_ = false;
};

// Calls `matches` for the surface forms of a segment from the key `begin` on,
// until `past_end`; adds the keys of those that match.
absl::Status Collect(const TermDictionary& dictionary, absl::string_view begin,
                     Matches matches, Matches past_end, KeyCollector* keys) {
  TermDictionary::Iterator terms(&dictionary);
  RETURN_IF_ERROR(terms.Seek(begin));
  // A term is itself a surface form unless the forms behind it are.
  TermEntry waiting;
  const auto add_waiting = [&] {
    if (waiting.term.empty()) return;
    const std::string& form =
        waiting.form.empty() ? waiting.term : waiting.form;
    if (matches(form)) keys->Add(waiting.term, waiting.info.df);
    waiting.term.clear();
  };
  while (terms.Valid()) {
    const TermEntry& entry = terms.entry();
    if (entry.info.is_form) {
      waiting.term.clear();
      if (matches(FormOfKey(entry.term))) keys->Add(entry.term, entry.info.df);
    } else {
      add_waiting();
      if (past_end(entry.term)) return absl::OkStatus();
      waiting = entry;
    }
    RETURN_IF_ERROR(terms.Next());
  }
  add_waiting();
  return absl::OkStatus();
}

// Whether `b` is at most `max` edits away from `a`, counted in bytes.
bool WithinDistance(absl::string_view a, absl::string_view b, int max) {
  const int n = static_cast<int>(a.size());
  const int m = static_cast<int>(b.size());
  if (std::abs(n - m) > max) return false;
  std::vector<int> two_before(m + 1), before(m + 1), row(m + 1);
  for (int j = 0; j <= m; ++j) before[j] = j;
  for (int i = 1; i <= n; ++i) {
    row[0] = i;
    for (int j = 1; j <= m; ++j) {
      row[j] = std::min({before[j] + 1, row[j - 1] + 1,
                         before[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], two_before[j - 2] + 1);
      }
    }
    two_before.swap(before);
    before.swap(row);
  }
  return before[m] <= max;
}

}  // namespace

absl::StatusOr<TermExpansion> ExpandPrefix(const IndexReader& reader,
                                           absl::string_view prefix,
                                           size_t max_expansions) {
  const AnalyzerOptions& analyzer = reader.analyzer().options();
  const bool is_range =
      analyzer.name == "whitespace" || analyzer.stemming == Stemming::kNone;
  KeyCollector keys(max_expansions);
  const auto matches = [&](absl::string_view surface) {
    return absl::StartsWith(surface, prefix);
  };
  const auto past_end = [&](absl::string_view term) {
    return is_range && !absl::StartsWith(term, prefix);
  };
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    RETURN_IF_ERROR(Collect(reader.segment(i).dictionary(),
                            is_range ? prefix : "", matches, past_end, &keys));
  }
  return keys.Finish();
}

absl::StatusOr<TermExpansion> ExpandFuzzy(const IndexReader& reader,
                                          absl::string_view word, int distance,
                                          size_t max_expansions) {
  KeyCollector keys(max_expansions);
  const auto matches = [&](absl::string_view surface) {
    return WithinDistance(word, surface, distance);
  };
  const auto past_end = [](absl::string_view) { return false; };
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    RETURN_IF_ERROR(
        Collect(reader.segment(i).dictionary(), "", matches, past_end, &keys));
  }
  return keys.Finish();
}

}  // namespace telusur
