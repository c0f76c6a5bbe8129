#include "index/analysis/old_spelling.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace telusur {
namespace {

struct Respelling {
  absl::string_view old_letters;
  absl::string_view modern;
};

// Two letters before one.
constexpr Respelling kRespellings[] = {
    {"oe", "u"},  {"tj", "c"}, {"dj", "j"}, {"nj", "ny"},
    {"sj", "sy"}, {"j", "y"},  {"x", "ks"},
};

constexpr absl::string_view kCh = "ch";

// `form` with today's letters, and `ch` for each "ch".
std::string Respell(absl::string_view form, absl::string_view ch) {
  std::string modern;
  while (!form.empty()) {
    absl::string_view taken = form.substr(0, 1);
    absl::string_view letters = taken;
    if (absl::StartsWith(form, kCh)) {
      taken = kCh;
      letters = ch;
    }
    for (const Respelling& r : kRespellings) {
      if (!absl::StartsWith(form, r.old_letters)) continue;
      taken = r.old_letters;
      letters = r.modern;
      break;
    }
    modern.append(letters.data(), letters.size());
    form.remove_prefix(taken.size());
  }
  return modern;
}

}  // namespace

std::vector<std::string> ModernSpellings(absl::string_view form) {
  std::vector<std::string> modern = {Respell(form, "kh")};
  if (modern[0] == form) return {};
  if (absl::StrContains(form, kCh)) modern.push_back(Respell(form, "h"));
  return modern;
}

}  // namespace telusur
