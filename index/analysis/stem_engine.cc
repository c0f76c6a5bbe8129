#include "index/analysis/stem_engine.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "index/analysis/affix_rules.h"
#include "index/analysis/hyphenated_word.h"
#include "index/analysis/informal_spelling.h"
#include "index/analysis/old_spelling.h"
#include "index/analysis/reading_chooser.h"
#include "index/analysis/root_lexicon.h"

namespace telusur {
namespace {

// Shorter forms are their own stems unless the lexicon says otherwise.
constexpr size_t kMinFormBytes = 3;

// An affix of two letters and two words of four.
constexpr size_t kMinCompoundBytes = 10;

constexpr size_t kMaxStemBytes = 255;

// A stem that is stemmed again loses a letter at least, or leads to a root of
// the lexicon, which is its own stem.
constexpr int kMaxRounds = kMaxFormBytes;

bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The first kMaxStemBytes of `form`, without half a UTF-8 character.
absl::string_view Truncated(absl::string_view form) {
  if (form.size() <= kMaxStemBytes) return form;
  size_t end = kMaxStemBytes;
  while (end > 0 && (form[end] & 0xc0) == 0x80) --end;
  return form.substr(0, end == 0 ? kMaxStemBytes : end);
}

void Assign(absl::string_view text, std::string* stem) {
  stem->assign(text.data(), text.size());
}

const char* WholeForm(absl::string_view form, const char* step,
                      std::string* stem) {
  Assign(form, stem);
  return step;
}

}  // namespace

void StemEngine::Stem(absl::string_view form, std::string* stem) const {
  StemToTheEnd(Truncated(form), stem);
}

const char* StemEngine::StemToTheEnd(absl::string_view form,
                                     std::string* stem) const {
  const char* const step = StemAny(form, stem);
  if (*stem == form) return step;
  // Nearly always the first stem is a root of the lexicon, and one look is all.
  std::string previous;
  for (int round = 0; round < kMaxRounds; ++round) {
    previous = *stem;
    StemAny(previous, stem);
    if (*stem == previous) break;
  }
  return step;
}

const char* StemEngine::StemAny(absl::string_view form,
                                std::string* stem) const {
  if (const char* step = LookUp(form, stem)) return step;
  bool letters_only = true;
  bool hyphen = false;
  for (const char c : form) {
    letters_only &= IsLetter(c);
    hyphen |= c == '-';
  }
  if (letters_only) return StemLetters(form, stem);
  if (hyphen) return StemHyphenated(form, stem);
  return StemOtherCharacters(form, stem);
}

const char* StemEngine::LookUp(absl::string_view form,
                               std::string* stem) const {
  const LexiconEntry entry = chooser_.FindInAnyLayer(form);
  if (entry.kinds == 0) return nullptr;
  if (entry.Is(kMappedForm)) {
    SetStemOf(form, entry.root, stem);
    return "lexicon: exception";
  }
  if (entry.Is(kLayerForm)) {
    if (chooser_.IsClosed(entry)) {
      return WholeForm(form, "lexicon: left whole", stem);
    }
    Assign(entry.root, stem);
    return options_.informal && entry.Is(kInformalForm)
               ? "lexicon: informal"
               : "lexicon: old spelling";
  }
  if (entry.Is(kWholeForm)) {
    return WholeForm(
        form, entry.Is(kNameForm) ? "lexicon: name" : "lexicon: root", stem);
  }
  return nullptr;
}

const char* StemEngine::StemHyphenated(absl::string_view form,
                                       std::string* stem) const {
  // Each round takes off one hyphenated affix: no word has many.
  for (int round = 0; round < kMaxPrefixes; ++round) {
    const size_t first_hyphen = form.find('-');
    const size_t last_hyphen = form.rfind('-');
    if (first_hyphen == absl::string_view::npos) return StemAny(form, stem);
    const absl::string_view head = form.substr(0, first_hyphen);
    const absl::string_view tail = form.substr(last_hyphen + 1);
    if (head.empty() || tail.empty()) break;
    if (first_hyphen == last_hyphen) {
      if (const char* step = StemTwoHalves(head, tail, stem)) return step;
    }
    if (IsHyphenSuffix(tail)) {
      form = form.substr(0, last_hyphen);
    } else if (IsHyphenPrefix(head)) {
      form = form.substr(first_hyphen + 1);
    } else {
      break;
    }
    if (const char* step = LookUp(form, stem)) return step;
  }
  return WholeForm(form, "left whole", stem);
}

const char* StemEngine::StemTwoHalves(absl::string_view head,
                                      absl::string_view tail,
                                      std::string* stem) const {
  if (head.size() < 2 || tail.size() < 2 || head.size() > kMaxFormBytes ||
      tail.size() > kMaxFormBytes) {
    return nullptr;
  }
  if (head == tail) {
    StemAny(head, stem);
    return "reduplication";
  }
  if (IsHyphenSuffix(tail) || IsHyphenPrefix(head)) return nullptr;
  TwoHalves halves;
  const char* step = nullptr;
  if (ReadReduplication(chooser_, head, tail, &halves)) {
    step = "reduplication";
  } else if (ReadCompound(chooser_, head, tail, &halves)) {
    step = "compound";
  } else {
    return nullptr;
  }
  *stem =
      std::move(options_.level == StemmerOptions::Level::kLight ? halves.light
                                                                : halves.root);
  return step;
}

const char* StemEngine::StemOtherCharacters(absl::string_view form,
                                            std::string* stem) const {
  // 1990an, 20an: a number; anak2: a word twice.
  if (IsDigit(form[0])) {
    size_t digits = 0;
    while (digits < form.size() && IsDigit(form[digits])) ++digits;
    const absl::string_view rest = form.substr(digits);
    if (rest == "an" || rest == "nya") {
      return WholeForm(form.substr(0, digits), "number", stem);
    }
    return WholeForm(form, "left whole", stem);
  }
  if (options_.informal || options_.old_spelling) {
    std::string without_two;
    if (TakeOutTwo(form, &without_two)) {
      StemAny(without_two, stem);
      return "reduplication written 2";
    }
  }
  // jum'at, do'a: the lexicon has them without apostrophe.
  if (form.size() <= kMaxFormBytes &&
      form.find('\'') != absl::string_view::npos) {
    std::string plain;
    for (const char c : form) {
      if (c != '\'') plain.push_back(c);
    }
    if (plain.size() >= kMinFormBytes &&
        std::all_of(plain.begin(), plain.end(), IsLetter)) {
      std::string plain_stem;
      StemAny(plain, &plain_stem);
      if (chooser_.Find(plain_stem).kinds != 0) {
        *stem = std::move(plain_stem);
        return "without apostrophe";
      }
    }
  }
  return WholeForm(form, "left whole", stem);
}

const char* StemEngine::StemLetters(absl::string_view form,
                                    std::string* stem) const {
  if (form.size() < kMinFormBytes || form.size() > kMaxFormBytes) {
    return WholeForm(form, "left whole", stem);
  }
  Reading best;
  chooser_.Choose(form, AffixLayer::kStandard, &best);
  if (!best.IsKnown()) {
    if (options_.informal) {
      if (const char* step = StemInformal(form, stem)) return step;
    }
    if (options_.old_spelling) {
      if (const char* step = StemOldSpelling(form, stem)) return step;
    }
    if (form.size() >= kMinCompoundBytes) {
      Reading compound;
      if (chooser_.ChooseCompound(form, &compound)) {
        SetStem(form, compound, stem);
        return "rules: compound";
      }
    }
  }
  SetStem(form, best, stem);
  return "rules";
}

const char* StemEngine::StemInformal(absl::string_view form,
                                     std::string* stem) const {
  Reading best;
  chooser_.Choose(form, AffixLayer::kInformal, &best);
  if (best.IsKnown()) {
    SetStem(form, best, stem);
    return "informal rules";
  }
  for (const std::string& shortened : ShortenedSpellings(form)) {
    if (LookUp(shortened, stem) != nullptr) return "informal spelling";
    if (shortened.size() < kMinFormBytes) continue;
    chooser_.Choose(shortened, AffixLayer::kInformal, &best);
    if (!best.IsKnown()) continue;
    SetStem(shortened, best, stem);
    return "informal spelling";
  }
  return nullptr;
}

const char* StemEngine::StemOldSpelling(absl::string_view form,
                                        std::string* stem) const {
  for (const std::string& modern : ModernSpellings(form)) {
    if (LookUp(modern, stem) != nullptr) return "old spelling";
    if (modern.size() < kMinFormBytes || modern.size() > kMaxFormBytes) {
      continue;
    }
    Reading best;
    chooser_.Choose(modern, AffixLayer::kStandard, &best);
    if (!best.IsKnown()) continue;
    SetStem(modern, best, stem);
    return "old spelling";
  }
  return nullptr;
}

void StemEngine::SetStem(absl::string_view form, const Reading& reading,
                         std::string* stem) const {
  if (options_.level == StemmerOptions::Level::kFull) {
    Assign(reading.root(), stem);
  } else {
    *stem = UndoInflection(form, reading.path);
  }
}

void StemEngine::SetStemOf(absl::string_view form, absl::string_view root,
                           std::string* stem) const {
  if (options_.level == StemmerOptions::Level::kFull) {
    Assign(root, stem);
    return;
  }
  Reading reading;
  if (form.size() >= kMinFormBytes && form.find('-') == form.npos &&
      chooser_.FindReadingOf(form, root, &reading)) {
    *stem = UndoInflection(form, reading.path);
  } else {
    Assign(form.find('-') == form.npos ? form : root, stem);
  }
}

bool StemEngine::Knows(absl::string_view form) const {
  if (chooser_.FindInAnyLayer(form).kinds != 0) return true;
  Reading best;
  chooser_.Choose(form, AffixLayer::kStandard, &best);
  return best.IsKnown();
}

StemExplanation StemEngine::Explain(absl::string_view form) const {
  form = Truncated(form);
  StemExplanation result;
  result.step = StemToTheEnd(form, &result.stem);
  if (form.size() < kMinFormBytes || form.size() > kMaxFormBytes ||
      !std::all_of(form.begin(), form.end(), IsLetter)) {
    return result;
  }
  const AffixLayer layer = result.step == "informal rules"
                               ? AffixLayer::kInformal
                               : AffixLayer::kStandard;
  chooser_.ForEachReading(form, layer, [&](const Reading& r) {
    result.candidates.push_back({std::string(r.root()),
                                 r.path.ToString(r.letters()), r.score,
                                 r.IsKnown(), false});
  });
  std::stable_sort(
      result.candidates.begin(), result.candidates.end(),
      [](const auto& a, const auto& b) { return a.score > b.score; });
  if (options_.level == StemmerOptions::Level::kFull) {
    for (auto& candidate : result.candidates) {
      if (candidate.root != result.stem) continue;
      candidate.chosen = true;
      break;
    }
  }
  return result;
}

}  // namespace telusur
