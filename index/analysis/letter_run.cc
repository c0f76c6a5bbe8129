#include "index/analysis/letter_run.h"

#include <cstring>
#include <string>

#include "absl/strings/ascii.h"
#include "index/analysis/character.h"
#include "index/analysis/utf8.h"

namespace telusur {
namespace {

char ShapeOf(const Character& letter) {
  if (letter.code < 0x80) return static_cast<char>(letter.code);
  return letter.kind == CharKind::kUpper ? '^' : '~';
}

}  // namespace

void LetterRun::Clear() {
  num_letters_ = 0;
  is_ascii_ = true;
  is_long_ = false;
  is_possessive_ = false;
  offsets_[0] = 0;
}

void LetterRun::AddLetter(const Character& letter) {
  end_ = letter.end;
  if (num_letters_ == kMaxLetters) {
    is_long_ = true;
    return;
  }
  shape_[num_letters_] = ShapeOf(letter);
  begins_[num_letters_] = letter.begin;
  ends_[num_letters_] = letter.end;
  ++num_letters_;
  offsets_[num_letters_] = offsets_[num_letters_ - 1];
  AppendBytes(letter.code);
}

void LetterRun::AddMark(const Character& mark, int num_marks) {
  end_ = mark.end;
  if (is_long_) return;
  ends_[num_letters_ - 1] = mark.end;
  if (num_marks < kMaxMarks) AppendBytes(mark.code);
}

// Appends to the last letter.
void LetterRun::AppendBytes(char32_t code) {
  uint16_t* const end = &offsets_[num_letters_];
  if (code < 0x80) {
    bytes_[(*end)++] = absl::ascii_tolower(code);
    return;
  }
  std::string encoded;
  AppendUtf8(code, &encoded);
  memcpy(bytes_ + *end, encoded.data(), encoded.size());
  *end += static_cast<uint16_t>(encoded.size());
  is_ascii_ = false;
}

// `last_quoted` is the number of the letter after the last apostrophe, or 0.
void LetterRun::TakeOffPossessive(absl::string_view text, size_t last_quoted) {
  if (is_long_ || last_quoted == 0 || last_quoted + 1 != num_letters_) return;
  const absl::string_view last = Bytes(last_quoted, num_letters_);
  if (last != "s") return;
  if (ReadCharacter(text, end_).kind == CharKind::kDigit) return;
  --num_letters_;
  is_possessive_ = true;
}

void ReadLetterRun(absl::string_view text, size_t offset, LetterRun* run) {
  run->Clear();
  Character next = ReadCharacter(text, offset);
  const bool is_ideograph = next.kind == CharKind::kIdeograph;
  size_t last_quoted = 0;
  int num_marks = 0;
  while (true) {
    if (IsLetter(next.kind)) {
      if (next.kind == CharKind::kIdeograph && run->num_letters() > 0) break;
      run->AddLetter(next);
      num_marks = 0;
    } else if (next.kind == CharKind::kMark) {
      run->AddMark(next, num_marks++);
    } else {
      break;
    }
    const size_t end = next.end;
    next = ReadCharacter(text, end);
    if (is_ideograph && next.kind != CharKind::kMark) break;
    if (next.kind == CharKind::kApostrophe) {
      next = ReadCharacter(text, next.end);
      if (!IsLetter(next.kind) || next.kind == CharKind::kIdeograph) break;
      last_quoted = run->num_letters();
    }
  }
  run->TakeOffPossessive(text, last_quoted);
}

}  // namespace telusur
