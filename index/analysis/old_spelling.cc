#include "index/analysis/old_spelling.h"

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace telusur {
namespace {

struct Respelling {
  absl::string_view old_letters;
  absl::string_view modern;
};

// Two letters before one.
constexpr Respelling kRespellings[] = {
    {"oe", "u"},  {"tj", "c"},  {"dj", "j"}, {"nj", "ny"},
    {"sj", "sy"}, {"ch", "kh"}, {"j", "y"},
};

}  // namespace

bool RespellOldForm(absl::string_view form, std::string* modern) {
  modern->clear();
  bool changed = false;
  while (!form.empty()) {
    size_t taken = 0;
    for (const Respelling& r : kRespellings) {
      if (form.substr(0, r.old_letters.size()) != r.old_letters) continue;
      modern->append(r.modern.data(), r.modern.size());
      taken = r.old_letters.size();
      changed = true;
      break;
    }
    if (taken == 0) {
      modern->push_back(form[0]);
      taken = 1;
    }
    form.remove_prefix(taken);
  }
  return changed;
}

}  // namespace telusur
