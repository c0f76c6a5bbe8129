#include "index/analysis/reading_chooser.h"

#include <cassert>
#include <cstring>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "index/analysis/affix_rules.h"
#include "index/analysis/root_lexicon.h"
#include "index/analysis/stem_ranker.h"

namespace telusur {
namespace {

// Shorter words of closed layers (gak, lo, tau) look like parts of others.
constexpr size_t kMinClosedFormBytes = 4;

// Both halves of a compound have this many letters and are no rare words.
constexpr size_t kMinHalfBytes = 4;
constexpr int kMinHalfCountBucket = 4;

}  // namespace

void Reading::SetLetters(absl::string_view letters) {
  assert(letters.size() <= sizeof(letters_));
  std::memcpy(letters_, letters.data(), letters.size());
  num_letters_ = letters.size();
}

uint8_t ReadingChooser::KindsOfAddedRoot(absl::string_view form) const {
  return added_roots_->contains(form) ? kExtraForm | kWholeForm : 0;
}

LexiconEntry ReadingChooser::Find(absl::string_view form) const {
  LexiconEntry entry = FindInAnyLayer(form);
  if (IsClosed(entry)) {
    // A word of a closed layer is a root like any other: karirnya -> karir.
    entry.root = {};
    entry.kinds = form.size() < kMinClosedFormBytes ? 0 : kExtraForm;
  }
  return entry;
}

void ReadingChooser::Choose(absl::string_view form, AffixLayer layer,
                            Reading* best) const {
  bool any = false;
  ForEachCandidate(
      form, layer, [&](absl::string_view letters, const AffixPath& path) {
        const LexiconEntry entry = Find(letters);
        const int score = ScoreReading(letters, path, entry, weights_);
        if (any && score <= best->score) return;
        any = true;
        best->score = score;
        best->entry = entry;
        best->path = path;
        best->SetLetters(letters);
      });
}

void ReadingChooser::ForEachReading(
    absl::string_view form, AffixLayer layer,
    absl::FunctionRef<void(const Reading&)> visit) const {
  Reading reading;
  ForEachCandidate(
      form, layer, [&](absl::string_view letters, const AffixPath& path) {
        reading.entry = Find(letters);
        reading.score = ScoreReading(letters, path, reading.entry, weights_);
        reading.path = path;
        reading.SetLetters(letters);
        visit(reading);
      });
}

bool ReadingChooser::IsCompound(absl::string_view letters) const {
  const auto is_half = [this](absl::string_view half) {
    const LexiconEntry entry = Find(half);
    return entry.Is(kRootForm | kExtraForm) &&
           entry.count_bucket >= kMinHalfCountBucket;
  };
  for (size_t i = kMinHalfBytes; i + kMinHalfBytes <= letters.size(); ++i) {
    if (is_half(letters.substr(0, i)) && is_half(letters.substr(i))) {
      return true;
    }
  }
  return false;
}

bool ReadingChooser::ChooseCompound(absl::string_view form,
                                    Reading* best) const {
  bool any = false;
  ForEachReading(form, AffixLayer::kStandard, [&](const Reading& reading) {
    if (reading.IsKnown() || (any && reading.score <= best->score) ||
        reading.path.IsBare() || !IsCompound(reading.letters())) {
      return;
    }
    any = true;
    *best = reading;
  });
  if (any) best->entry.kinds = kExtraForm;
  return any;
}

bool ReadingChooser::FindReadingOf(absl::string_view form,
                                   absl::string_view root,
                                   Reading* reading) const {
  bool found = false;
  ForEachReading(form, AffixLayer::kInformal, [&](const Reading& r) {
    if (r.root() != root || (found && r.score <= reading->score)) return;
    found = true;
    *reading = r;
  });
  return found;
}

}  // namespace telusur
