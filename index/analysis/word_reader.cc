#include "index/analysis/word_reader.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "index/analysis/glue.h"
#include "index/analysis/normalizer.h"
#include "index/analysis/number.h"

namespace telusur {
namespace {

// Letters that part from the digits beside them.
constexpr size_t kMinLettersBesideDigits = 2;

// A word of more runs than this is a code: g30s, a3f5c2.
constexpr size_t kMaxRuns = 3;

constexpr size_t kMinRepeatedLetters = 3;
constexpr absl::string_view kSuffixesAfterRepetition[] = {
    "an", "nya", "i", "in", "kan", "ku", "mu", "lah", "kah", "pun"};

bool HasGlue(absl::string_view shape) {
  // A capital after the first letter, and not capitals alone.
  bool capital = false;
  bool small = false;
  for (size_t i = 0; i < shape.size(); ++i) {
    const bool is_capital = absl::ascii_isupper(shape[i]) || shape[i] == '^';
    capital |= is_capital && i > 0;
    small |= !is_capital;
  }
  return capital && small;
}

bool IsAscii(absl::string_view bytes) {
  return std::none_of(bytes.begin(), bytes.end(),
                      [](char c) { return static_cast<uint8_t>(c) >= 0x80; });
}

bool IsSuffixAfterRepetition(absl::string_view letters) {
  for (absl::string_view suffix : kSuffixesAfterRepetition) {
    if (letters == suffix) return true;
  }
  return false;
}

bool IsSeparator(CharKind kind) {
  return kind == CharKind::kDot || kind == CharKind::kComma ||
         kind == CharKind::kColon;
}

bool IsSmallAscii(absl::string_view shape) {
  return std::all_of(shape.begin(), shape.end(), absl::ascii_islower);
}

}  // namespace

size_t WordReader::Read(const Character& first, char connector,
                        Compound* compound) {
  offset_ = first.begin;
  runs_.clear();
  doubts_.clear();
  is_possessive_ = false;
  word_ = {};
  word_.connector = connector;
  word_.first_piece = static_cast<uint8_t>(compound->pieces.size());
  word_.text = compound->SliceFrom(compound->text.size());
  word_.begin = first.begin;
  if (first.kind != CharKind::kDigit || !ReadNumber(first, compound)) {
    ReadRuns(first, compound);
  }
  Finish(compound);
  return offset_;
}

void WordReader::ReadRuns(const Character& first, Compound* compound) {
  Character next = first;
  while (true) {
    const bool after_letters = !runs_.empty() && runs_.back().letters;
    if (IsLetter(next.kind) && !after_letters) {
      ReadLetters(next, compound);
      if (is_possessive_) break;
    } else if (next.kind == CharKind::kDigit ||
               (next.kind == CharKind::kSuperscript && after_letters)) {
      Number number;
      uint32_t end;
      if (!runs_.empty() && FindNumber(next.begin, &number, &end)) break;
      ReadDigits(next, compound);
    } else {
      break;
    }
    next = ReadCharacter(text_, offset_);
  }
}

// Of the runs of a code only the last is remembered.
void WordReader::AddRun(const Run& run) {
  if (runs_.size() > kMaxRuns) runs_.pop_back();
  runs_.push_back(run);
}

// Whether one number with separators begins at `offset`.
bool WordReader::FindNumber(size_t offset, Number* number, uint32_t* end) {
  if (offset < plain_until_) return false;
  char run[kMaxNumberBytes];
  size_t size = 0;
  bool has_separators = false;
  Character next = ReadCharacter(text_, offset);
  while (size < kMaxNumberBytes) {
    while (next.kind == CharKind::kDigit && size < kMaxNumberBytes) {
      run[size++] = static_cast<char>(next.code);
      *end = next.end;
      next = ReadCharacter(text_, next.end);
    }
    const char separator = static_cast<char>(next.code);
    if (size == kMaxNumberBytes || !IsSeparator(next.kind)) break;
    next = ReadCharacter(text_, next.end);
    if (next.kind != CharKind::kDigit) break;
    run[size++] = separator;
    has_separators = true;
  }
  if (!has_separators) return false;
  if (size < kMaxNumberBytes) {
    *number = ParseNumber(absl::string_view(run, size));
    if (number->one) return true;
  }
  plain_until_ = *end;
  return false;
}

bool WordReader::ReadNumber(const Character& first, Compound* compound) {
  Number number;
  uint32_t end;
  if (!FindNumber(first.begin, &number, &end)) return false;
  word_.kind = WordKind::kNumber;
  offset_ = end;
  const size_t begin = compound->text.size();
  compound->text.append(number.term);
  compound->pieces.push_back({compound->SliceFrom(begin), first.begin, end});
  if (!number.second_term.empty()) {
    compound->AddBuiltReading(word_.first_piece, number.second_term,
                              first.begin, end);
  }
  return true;
}

void WordReader::ReadDigits(const Character& first, Compound* compound) {
  const size_t begin = compound->text.size();
  AddRun({false, 0, false, compound->pieces.size()});
  Character digit = first;
  while (digit.kind == first.kind || digit.kind == CharKind::kMark) {
    if (digit.kind != CharKind::kMark) {
      if (compound->text.size() - word_.text.begin < Compound::kMaxWordBytes) {
        compound->text.push_back(static_cast<char>(digit.code));
      } else {
        word_.is_long = true;
      }
    }
    offset_ = digit.end;
    digit = ReadCharacter(text_, offset_);
  }
  if (runs_.size() > kMaxRuns) return;
  compound->pieces.push_back({compound->SliceFrom(begin), first.begin,
                              static_cast<uint32_t>(offset_)});
}

void WordReader::ReadLetters(const Character& first, Compound* compound) {
  ReadLetterRun(text_, first.begin, &letters_);
  offset_ = letters_.end();
  const size_t num_letters = letters_.num_letters();
  AddRun({true, num_letters, IsSmallAscii(letters_.shape()),
          compound->pieces.size()});
  if (letters_.is_long()) {
    word_.is_long = true;
    return;
  }
  GlueBorders borders;
  if (HasGlue(letters_.shape())) borders = FindGlue(letters_.shape());
  size_t begin = 0;
  for (const GlueBorder& border : borders) {
    AddPieceOfLetters(begin, border.at, compound);
    if (border.other != 0 && letters_.is_ascii()) {
      const size_t text = compound->text.size();
      doubts_.push_back({text, text + border.other - border.at,
                         letters_.begin(border.other)});
    }
    begin = border.at;
  }
  AddPieceOfLetters(begin, num_letters, compound);
  is_possessive_ = letters_.is_possessive();
}

void WordReader::AddPieceOfLetters(size_t first, size_t last,
                                   Compound* compound) {
  absl::string_view normal = letters_.Bytes(first, last);
  std::string composed;
  if (!letters_.is_ascii()) {
    if (!NormalizeWord(normal, &composed)) word_.is_long = true;
    normal = composed;
  }
  if (normal.empty()) return;
  const size_t text = compound->text.size();
  compound->text.append(normal.data(), normal.size());
  if (compound->text.size() - word_.text.begin > Compound::kMaxWordBytes) {
    word_.is_long = true;
  }
  if (word_.is_long || runs_.size() > kMaxRuns) return;
  compound->pieces.push_back({compound->SliceFrom(text), letters_.begin(first),
                              letters_.end(last - 1)});
}

void WordReader::Finish(Compound* compound) {
  std::vector<Piece>& pieces = compound->pieces;
  const size_t first = word_.first_piece;
  if (word_.is_long) compound->text.resize(word_.text.begin);
  word_.text = compound->SliceFrom(word_.text.begin);
  word_.end = static_cast<uint32_t>(offset_);
  if (word_.is_long || runs_.size() > kMaxRuns) {
    pieces.resize(first);
    pieces.push_back({word_.text, word_.begin, word_.end});
    doubts_.clear();
  } else {
    JoinShortRuns(compound);
  }
  word_.num_pieces = static_cast<uint8_t>(pieces.size() - first);
  if (word_.num_pieces == 0) word_.is_long = true;  // it had nothing to keep
  if (runs_.size() == 1) {
    word_.kind = runs_[0].letters ? WordKind::kLetters : WordKind::kDigits;
    word_.is_initial = runs_[0].num_letters == 1 && letters_.is_ascii() &&
                       !is_possessive_ && !word_.is_long;
  } else if (runs_.size() > 1) {
    word_.kind = WordKind::kMixed;
  }
  if (!word_.is_long) AddReadings(compound);
  if (is_possessive_ && word_.num_pieces > 0) word_.end = pieces.back().end;
  compound->words.push_back(word_);
}

void WordReader::JoinShortRuns(Compound* compound) {
  std::vector<Piece>& pieces = compound->pieces;
  for (size_t i = runs_.size(); i-- > 1;) {
    const Run& letters = runs_[i].letters ? runs_[i] : runs_[i - 1];
    if (letters.num_letters >= kMinLettersBesideDigits) continue;
    const size_t second = runs_[i].first_piece;
    if (second >= pieces.size() || second == word_.first_piece) continue;
    pieces[second - 1].text.size += pieces[second].text.size;
    pieces[second - 1].end = pieces[second].end;
    pieces.erase(pieces.begin() + second);
  }
}

void WordReader::AddReadings(Compound* compound) {
  const size_t first = word_.first_piece;
  if (is_possessive_) {
    compound->AddBuiltReading(first,
                              absl::StrCat(compound->View(word_.text), "s"),
                              word_.begin, word_.end);
  }
  if (word_.num_pieces > 1 && WriteOutRepetition(compound)) return;
  const std::vector<Piece>& pieces = compound->pieces;
  for (size_t i = first; i < pieces.size(); ++i) {
    AddBareReading(i, pieces[i].text, pieces[i].end, compound);
  }
  if (word_.num_pieces == 1) return;
  AddReadingsInDoubt(compound);
  for (size_t i = first; i + 1 < pieces.size(); ++i) {
    const Slice pair = {
        pieces[i].text.begin,
        static_cast<uint16_t>(pieces[i + 1].text.end() - pieces[i].text.begin)};
    compound->AddReading(i, pair, pieces[i].begin, pieces[i + 1].end);
  }
  const uint32_t end = pieces.back().end;
  compound->AddReading(first, word_.text, word_.begin, end);
  AddBareReading(first, word_.text, end, compound);
}

// Adds the reading of `text`, which begins with piece number `piece`, without
// marks.
void WordReader::AddBareReading(size_t piece, const Slice& text, uint32_t end,
                                Compound* compound) {
  const absl::string_view view = compound->View(text);
  if (IsAscii(view) || view.size() > kMaxTermBytes) return;
  std::string bare;
  if (!StripMarks(view, &bare)) return;
  compound->AddBuiltReading(piece, bare, compound->pieces[piece].begin, end);
}

// Adds what the two pieces at each border in doubt are with the other border.
void WordReader::AddReadingsInDoubt(Compound* compound) {
  for (const Doubt& doubt : doubts_) {
    for (size_t i = word_.first_piece + 1; i < compound->pieces.size(); ++i) {
      const Piece left = compound->pieces[i - 1];
      const Piece right = compound->pieces[i];
      if (right.text.begin != doubt.border) continue;
      const uint16_t other = static_cast<uint16_t>(doubt.other);
      compound->AddReading(
          i - 1,
          {left.text.begin, static_cast<uint16_t>(other - left.text.begin)},
          left.begin, doubt.other_in_original);
      compound->AddReading(
          i, {other, static_cast<uint16_t>(right.text.end() - other)},
          doubt.other_in_original, right.end);
    }
  }
}

// Whether the word is `anak2`, with or without a suffix.
bool WordReader::WriteOutRepetition(Compound* compound) {
  std::vector<Piece>& pieces = compound->pieces;
  const size_t first = word_.first_piece;
  if (runs_.size() != word_.num_pieces || !runs_[0].small_ascii) return false;
  if (runs_[0].num_letters < kMinRepeatedLetters) return false;
  if (compound->View(pieces[first + 1].text) != "2") return false;
  std::string suffix;
  if (runs_.size() == kMaxRuns) {
    suffix = std::string(compound->View(pieces[first + 2].text));
    if (!IsSuffixAfterRepetition(suffix) || is_possessive_) return false;
  }
  const std::string base(compound->View(pieces[first].text));
  const Slice second = compound->Build(absl::StrCat(base, suffix));
  pieces.resize(first + 2);
  pieces[first] = {pieces[first].text, word_.begin, word_.end};
  pieces[first + 1] = {second, word_.begin, word_.end};
  word_.num_pieces = 2;
  compound->AddBuiltReading(first, absl::StrCat(base, "-", base, suffix),
                            word_.begin, word_.end);
  compound->AddReading(first, word_.text, word_.begin, word_.end);
  return true;
}

}  // namespace telusur
