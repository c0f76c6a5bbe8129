#include "index/analysis/letter_run.h"

#include "absl/strings/ascii.h"
#include "index/analysis/character.h"
#include "index/analysis/utf8.h"

namespace telusur {
namespace {

char ShapeOf(const Character& letter) {
  if (letter.code < 0x80) return static_cast<char>(letter.code);
  return letter.kind == CharKind::kUpper ? '^' : '~';
}

void Clear(LetterRun* run) {
  run->bytes.clear();
  run->shape.clear();
  run->offsets.clear();
  run->begins.clear();
  run->ends.clear();
  run->ascii = true;
  run->is_long = false;
  run->is_possessive = false;
}

void AddLetter(const Character& letter, LetterRun* run) {
  run->end = letter.end;
  if (run->num_letters() == LetterRun::kMaxLetters) {
    run->is_long = true;
    return;
  }
  run->shape.push_back(ShapeOf(letter));
  run->offsets.push_back(static_cast<uint16_t>(run->bytes.size()));
  run->begins.push_back(letter.begin);
  run->ends.push_back(letter.end);
  if (letter.code < 0x80) {
    run->bytes.push_back(absl::ascii_tolower(letter.code));
  } else {
    AppendUtf8(letter.code, &run->bytes);
    run->ascii = false;
  }
}

void AddMark(const Character& mark, int num_marks, LetterRun* run) {
  run->end = mark.end;
  if (run->is_long) return;
  run->ends.back() = mark.end;
  if (num_marks < LetterRun::kMaxMarks) {
    AppendUtf8(mark.code, &run->bytes);
    run->ascii = false;
  }
}

// `last_quoted` is the number of the letter after the last apostrophe, or 0.
void TakeOffPossessive(absl::string_view text, size_t last_quoted,
                       LetterRun* run) {
  if (run->is_long || last_quoted == 0) return;
  if (last_quoted + 1 != run->num_letters()) return;
  if (absl::ascii_tolower(run->shape.back()) != 's') return;
  if (run->bytes.size() != run->offsets.back() + 1u) return;  // it has marks
  if (ReadCharacter(text, run->end).kind == CharKind::kDigit) return;
  run->bytes.pop_back();
  run->shape.pop_back();
  run->offsets.pop_back();
  run->begins.pop_back();
  run->ends.pop_back();
  run->is_possessive = true;
}

}  // namespace

void ReadLetterRun(absl::string_view text, size_t offset, LetterRun* run) {
  Clear(run);
  const bool is_ideograph =
      ReadCharacter(text, offset).kind == CharKind::kIdeograph;
  size_t last_quoted = 0;
  int num_marks = 0;
  while (true) {
    const Character character = ReadCharacter(text, offset);
    const bool is_first = run->num_letters() == 0;
    if (character.kind == CharKind::kMark) {
      AddMark(character, num_marks++, run);
    } else if (is_ideograph && !is_first) {
      break;
    } else if (IsLetter(character.kind)) {
      if (character.kind == CharKind::kIdeograph && !is_first) break;
      AddLetter(character, run);
      num_marks = 0;
    } else if (character.kind == CharKind::kApostrophe) {
      const Character next = ReadCharacter(text, character.end);
      if (!IsLetter(next.kind) || next.kind == CharKind::kIdeograph) break;
      last_quoted = run->num_letters();
    } else {
      break;
    }
    offset = character.end;
  }
  TakeOffPossessive(text, last_quoted, run);
}

}  // namespace telusur
