#include "index/analysis/compound_readings.h"

#include <cstddef>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"

namespace telusur {
namespace {

// Of a longer chain of hyphens (the path of a URL) only the words are terms.
constexpr size_t kMaxHyphenatedWords = 4;

// Prefixes that are written together by the rules and with a hyphen by many.
constexpr absl::string_view kPrefixes[] = {
    "adi",   "anti",  "antar", "bi",     "dwi",  "eks",   "ekstra", "infra",
    "inter", "intra", "ko",    "kontra", "mega", "mikro", "mini",   "mono",
    "multi", "nano",  "neo",   "non",    "pan",  "para",  "pasca",  "pra",
    "pro",   "proto", "purna", "re",     "semi", "sub",   "super",  "supra",
    "tele",  "trans", "tri",   "tuna",   "ultra"};

// Ordinals (ke-3) are too frequent, and never written together.
constexpr absl::string_view kOrdinalPrefix = "ke";

constexpr absl::string_view kTopLevelDomains[] = {
    "app", "asia", "be", "biz", "co",  "com", "edu",  "gov", "id", "info",
    "int", "io",   "ly", "me",  "mil", "net", "news", "org", "tv", "xyz"};

// Between a name and a country: .go.id, .co.uk
constexpr absl::string_view kSecondLevelDomains[] = {
    "ac",  "biz", "co",  "com", "desa", "edu", "go", "gov",
    "mil", "my",  "net", "or",  "org",  "sch", "web"};

constexpr absl::string_view kWorldWideWeb = "www";

template <size_t n>
bool Contains(const absl::string_view (&list)[n], absl::string_view word) {
  return absl::c_linear_search(list, word);
}

bool IsAscii(absl::string_view bytes) {
  return absl::c_none_of(
      bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// The words [begin, end) of a compound.
class Words {
 public:
  Words(Compound* compound, size_t begin, size_t end)
      : compound_(compound), begin_(begin), end_(end) {}

  size_t begin() const { return begin_; }
  size_t end() const { return end_; }
  size_t size() const { return end_ - begin_; }
  const Word& word(size_t i) const { return compound_->words[i]; }
  const Word& front() const { return word(begin_); }
  const Word& back() const { return word(end_ - 1); }
  absl::string_view text(size_t i) const {
    return compound_->View(word(i).text);
  }
  absl::string_view text() const { return compound_->View(slice()); }
  Words Sub(size_t begin, size_t end) const { return {compound_, begin, end}; }

  bool HasLongWord() const {
    for (size_t i = begin_; i < end_; ++i) {
      if (word(i).is_long) return true;
    }
    return false;
  }

  bool AreNumbers() const {
    for (size_t i = begin_; i < end_; ++i) {
      if (word(i).kind != WordKind::kDigits &&
          word(i).kind != WordKind::kNumber) {
        return false;
      }
    }
    return true;
  }

  void AddWhole() const {
    compound_->AddReading(front().first_piece, slice(), front().begin,
                          back().end);
  }

  // Adds the whole without its connectors.
  void AddJoined() const {
    std::string joined;
    for (size_t i = begin_; i < end_; ++i) absl::StrAppend(&joined, text(i));
    compound_->AddBuiltReading(front().first_piece, joined, front().begin,
                               back().end);
  }

 private:
  Slice slice() const {
    const uint16_t begin = front().text.begin;
    return {begin, static_cast<uint16_t>(back().text.end() - begin)};
  }

  Compound* compound_;
  size_t begin_;
  size_t end_;
};

bool IsJoinedByMany(const Words& pair) {
  const Word& first = pair.front();
  const Word& second = pair.back();
  if (second.connector != '-') return false;
  if (second.kind == WordKind::kNumber || !IsAscii(pair.text())) return false;
  const absl::string_view text = pair.text(pair.begin());
  if (first.kind == WordKind::kLetters) {
    if (second.kind == WordKind::kDigits) return text != kOrdinalPrefix;
    return text.size() == 1 || Contains(kPrefixes, text);
  }
  return first.kind == WordKind::kDigits && second.kind == WordKind::kLetters;
}

// Words with '-' or '&' between.
void AddHyphenatedReadings(const Words& words) {
  if (words.size() == 1 || words.size() > kMaxHyphenatedWords) return;
  if (words.HasLongWord() || words.AreNumbers()) return;
  words.AddWhole();
  for (size_t i = words.begin(); i + 1 < words.end(); ++i) {
    const Words pair = words.Sub(i, i + 2);
    if (words.size() > 2 && !pair.AreNumbers()) pair.AddWhole();
    if (IsJoinedByMany(pair)) pair.AddJoined();
  }
}

// How many labels the registered name has: detik.com 2, bmkg.go.id 3; 0 if
// `host` ends in no known domain.
size_t NumRegisteredLabels(const Words& host) {
  if (host.size() < 2 || host.back().connector != '.') return 0;
  const size_t last = host.end() - 1;
  if (host.size() > 2 && host.word(last - 1).connector == '.' &&
      host.text(last).size() == 2 &&
      Contains(kSecondLevelDomains, host.text(last - 1))) {
    return 3;
  }
  return Contains(kTopLevelDomains, host.text(last)) ? 2 : 0;
}

// Whether words with '-' or '.' between are the name of a host.
bool IsHost(const Words& words) {
  if (words.HasLongWord()) return false;
  bool has_dot = false;
  for (size_t i = words.begin(); i < words.end(); ++i) {
    if (words.word(i).kind == WordKind::kNumber) return false;
    if (i == words.begin()) continue;
    if (words.word(i).connector == '&') return false;
    has_dot |= words.word(i).connector == '.';
  }
  return has_dot && (words.text(words.begin()) == kWorldWideWeb ||
                     NumRegisteredLabels(words) > 0);
}

void AddHostReadings(const Words& host) {
  host.AddWhole();
  size_t labels = NumRegisteredLabels(host);
  if (labels == 0) return;
  const bool is_brand = labels == 2;
  size_t begin = host.end();
  while (begin > host.begin() && labels > 0) {
    --begin;
    if (begin > host.begin() && host.word(begin).connector != '.') continue;
    --labels;
  }
  const Words registered = host.Sub(begin, host.end());
  if (registered.size() < host.size()) registered.AddWhole();
  if (is_brand) registered.AddJoined();
}

// Words with anything but '@' between. Returns whether they are a host.
bool AddReadingsBetweenAts(const Words& words) {
  if (IsHost(words)) {
    AddHostReadings(words);
    return true;
  }
  size_t begin = words.begin();
  for (size_t i = begin + 1; i <= words.end(); ++i) {
    if (i < words.end() && words.word(i).connector != '.') continue;
    AddHyphenatedReadings(words.Sub(begin, i));
    begin = i;
  }
  return false;
}

}  // namespace

void AddCompoundReadings(Compound* compound) {
  const Words all(compound, 0, compound->words.size());
  size_t previous = 0;  // the beginning of what stands before the '@'
  size_t begin = 0;
  for (size_t i = 1; i <= all.end(); ++i) {
    if (i < all.end() && all.word(i).connector != '@') continue;
    const bool is_host = AddReadingsBetweenAts(all.Sub(begin, i));
    if (is_host && begin > 0) {
      const Words address = all.Sub(previous, i);
      if (!address.HasLongWord()) address.AddWhole();
    }
    previous = begin;
    begin = i;
  }
}

}  // namespace telusur
