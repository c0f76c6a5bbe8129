#include "tests/index/analysis/reference_tokenizer.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>
#include <regex>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "index/analysis/glue.h"
#include "index/analysis/number.h"

namespace telusur {
namespace {

class Reference {
 public:
  explicit Reference(const std::string& text) : text_(text) {}

  std::vector<KeptToken> Run() {
    while (at_ < text_.size()) {
      if (absl::ascii_isalnum(text_[at_])) {
        ReadCompound();
      } else {
        ++at_;
      }
    }
    return tokens_;
  }

 private:
  struct Piece {
    std::string surface;
    size_t begin;
    size_t end;
    size_t run = 0;  // of its word
  };
  struct Reading {
    size_t piece;
    Piece token;
  };
  struct Word {
    char connector;
    std::string kind;  // letters, digits, number, mixed
    std::string surface;
    size_t begin;
    size_t end;
    size_t first_piece;
    bool possessive;
  };

  // What `pattern` matches at offset `at`.
  std::string Match(const char* pattern, size_t at) const {
    static auto* const regexes = new std::map<std::string, std::regex>;
    const std::regex& regex =
        regexes->try_emplace(pattern, pattern).first->second;
    std::smatch match;
    return std::regex_search(text_.begin() + at, text_.end(), match, regex,
                             std::regex_constants::match_continuous)
               ? match.str()
               : "";
  }

  void ReadCompound() {
    pieces_.clear();
    readings_.clear();
    words_.clear();
    ReadWord(' ');
    while (true) {
      const std::string connector =
          Match("[-_&@](?=[A-Za-z0-9])|\\.(?=[A-Za-z])", at_);
      if (connector.empty()) break;
      ++at_;
      ReadWord(connector == "_" ? '-' : connector[0]);
      JoinInitials();
    }
    ReadSpans();
    if (words_.back().kind != "letters" && words_.back().kind != "mixed" &&
        Match("%", at_) == "%") {
      pieces_.push_back({"persen", at_, at_ + 1});
      ++at_;
    }
    Emit();
  }

  // The number with separators at `at`, or "".
  std::string NumberAt(size_t at, Number* number) {
    const std::string run = Match("[0-9]+([.,:][0-9]+)+", at);
    if (at < plain_until_ || run.empty()) return "";
    *number = ParseNumber(run);
    if (!number->one) plain_until_ = at + run.size();
    return number->one ? run : "";
  }

  void ReadWord(char connector) {
    Word word = {connector, "", "", at_, 0, pieces_.size(), false};
    Number number;
    std::string run = NumberAt(at_, &number);
    if (!run.empty()) {
      word.kind = "number";
      word.surface = number.term;
      pieces_.push_back({number.term, at_, at_ + run.size()});
      if (!number.second_term.empty()) {
        AddReading(word.first_piece, number.second_term, at_, at_ + run.size());
      }
      at_ += run.size();
      word.end = at_;
      words_.push_back(word);
      return;
    }
    std::vector<std::string> runs;
    while (!word.possessive) {
      std::string letters = Match("[A-Za-z]+(['`][A-Za-z]+)*", at_);
      const std::string digits = Match("[0-9]+", at_);
      if (!letters.empty()) {
        static const std::regex possessive("['`][sS]$");
        if (std::regex_search(letters, possessive) &&
            Match("[0-9]", at_ + letters.size()).empty()) {
          word.possessive = true;
        }
        runs.push_back(letters);
        ReadLetters(letters, word.possessive, runs.size() - 1);
        at_ += letters.size();
      } else if (!digits.empty() &&
                 (runs.empty() || NumberAt(at_, &number).empty())) {
        runs.push_back(digits);
        pieces_.push_back({digits, at_, at_ + digits.size(), runs.size() - 1});
        at_ += digits.size();
      } else {
        break;
      }
    }
    FinishWord(runs, &word);
  }

  // Adds the pieces of letters with apostrophes.
  void ReadLetters(const std::string& letters, bool possessive, size_t run) {
    std::string bare;
    std::vector<size_t> offsets;
    for (size_t i = 0; i < letters.size() - (possessive ? 2 : 0); ++i) {
      if (!absl::ascii_isalpha(letters[i])) continue;
      bare += letters[i];
      offsets.push_back(at_ + i);
    }
    size_t begin = 0;
    GlueBorders borders = FindGlue(bare);
    borders.push_back({static_cast<uint16_t>(bare.size()), 0});
    for (size_t i = 0; i < borders.size(); ++i) {
      const size_t end = borders[i].at;
      const size_t piece = pieces_.size();
      const auto part = [&](size_t b, size_t e) {
        return Piece{absl::AsciiStrToLower(bare.substr(b, e - b)), offsets[b],
                     offsets[e - 1] + 1};
      };
      pieces_.push_back(part(begin, end));
      pieces_.back().run = run;
      if (borders[i].other != 0) {
        const size_t other = borders[i].other;
        doubts_.push_back(
            {piece,
             {absl::AsciiStrToLower(bare.substr(begin, other - begin)),
              offsets[begin], offsets[other]}});
        doubts_.push_back({piece + 1, part(other, borders[i + 1].at)});
        doubts_.back().token.begin = offsets[other];
      }
      begin = end;
    }
  }

  void FinishWord(const std::vector<std::string>& runs, Word* word) {
    const size_t first = word->first_piece;
    for (size_t i = first; i < pieces_.size(); ++i) {
      word->surface += pieces_[i].surface;
    }
    word->end = word->possessive ? pieces_.back().end : at_;
    word->kind = runs.size() > 1            ? "mixed"
                 : isdigit(runs[0][0]) != 0 ? "digits"
                                            : "letters";
    if (runs.size() > 3) {
      pieces_.resize(first);
      pieces_.push_back({word->surface, word->begin, at_});
      doubts_.clear();
    }
    // One letter beside digits belongs to them.
    for (size_t i = pieces_.size(); runs.size() <= 3 && i-- > first + 1;) {
      const size_t run = pieces_[i].run;
      if (run == pieces_[i - 1].run) continue;
      if (NumLetters(runs[run]) + NumLetters(runs[run - 1]) -
              (word->possessive && run + 1 == runs.size() ? 1 : 0) >
          1) {
        continue;
      }
      pieces_[i - 1].surface += pieces_[i].surface;
      pieces_[i - 1].end = pieces_[i].end;
      pieces_.erase(pieces_.begin() + i);
      for (Reading& doubt : doubts_) doubt.piece -= doubt.piece >= i ? 1 : 0;
    }
    if (word->possessive) {
      AddReading(first, word->surface + "s", word->begin, at_);
    }
    AddWordReadings(runs, *word);
    doubts_.clear();
    words_.push_back(*word);
  }

  static size_t NumLetters(const std::string& run) {
    return std::count_if(run.begin(), run.end(), absl::ascii_isalpha);
  }

  void AddWordReadings(const std::vector<std::string>& runs, const Word& word) {
    const size_t first = word.first_piece;
    if (pieces_.size() - first < 2) return;
    static const std::regex repetition(
        "[a-z]{3,}2(|an|nya|i|in|kan|ku|mu|lah|kah|pun)");
    std::string letters =
        absl::StrReplaceAll(text_.substr(word.begin, word.end - word.begin),
                            {{"'", ""}, {"`", ""}});
    if (std::regex_match(letters, repetition) &&
        !(word.possessive && runs.size() > 2)) {
      const size_t two = letters.find('2');
      const std::string base = letters.substr(0, two);
      const std::string suffix = letters.substr(two + 1);
      pieces_.resize(first);
      pieces_.push_back({base, word.begin, at_});
      pieces_.push_back({base + suffix, word.begin, at_});
      AddReading(first, base + "-" + base + suffix, word.begin, at_);
      AddReading(first, word.surface, word.begin, at_);
      return;
    }
    for (const Reading& doubt : doubts_) readings_.push_back(doubt);
    for (size_t i = first; i + 1 < pieces_.size(); ++i) {
      AddReading(i, pieces_[i].surface + pieces_[i + 1].surface,
                 pieces_[i].begin, pieces_[i + 1].end);
    }
    AddReading(first, word.surface, word.begin, pieces_.back().end);
  }

  void JoinInitials() {
    if (words_.size() < 2 || words_.back().connector != '.') return;
    Word& a = words_[words_.size() - 2];
    const Word& b = words_.back();
    const bool initials = a.kind == "letters" && !a.possessive &&
                          b.kind == "letters" && b.surface.size() == 1 &&
                          !b.possessive &&
                          (a.surface.size() == 1 || joined_.count(a.begin) > 0);
    if (!initials) return;
    a.surface += b.surface;
    a.end = b.end;
    joined_.insert(a.begin);
    pieces_.pop_back();
    pieces_.back() = {a.surface, a.begin, a.end};
    words_.pop_back();
  }

  std::string Span(size_t b, size_t e) const {
    std::string span;
    for (size_t i = b; i < e; ++i) {
      if (i > b) span += words_[i].connector;
      span += words_[i].surface;
    }
    return span;
  }

  void AddSpan(size_t b, size_t e, const std::string& surface) {
    AddReading(words_[b].first_piece, surface, words_[b].begin,
               words_[e - 1].end);
  }

  bool IsNumber(size_t i) const {
    return words_[i].kind == "digits" || words_[i].kind == "number";
  }

  void ReadSpans() {
    size_t previous = 0;
    size_t begin = 0;
    for (size_t i = 1; i <= words_.size(); ++i) {
      if (i < words_.size() && words_[i].connector != '@') continue;
      const bool host = ReadHost(begin, i);
      if (!host) ReadHyphens(begin, i);
      if (host && begin > 0) AddSpan(previous, i, Span(previous, i));
      previous = begin;
      begin = i;
    }
  }

  bool ReadHost(size_t b, size_t e) {
    static const std::regex domain(
        "(.*\\.)?([^.]+\\.(app|asia|be|biz|co|com|edu|gov|id|info|int|io|ly|me|"
        "mil|net|news|org|tv|xyz))");
    static const std::regex country(
        "(.*\\.)?([^.]+\\.(ac|biz|co|com|desa|edu|go|gov|mil|my|net|or|org|sch|"
        "web)\\.[a-z][a-z])");
    const std::string span = Span(b, e);
    for (size_t i = b; i < e; ++i) {
      if (words_[i].kind == "number") return false;
      if (i > b && words_[i].connector == '&') return false;
    }
    if (span.find('.') == std::string::npos) return false;
    std::smatch match;
    const bool of_country = std::regex_match(span, match, country);
    const bool known = of_country || std::regex_match(span, match, domain);
    if (!known && words_[b].surface != "www") return false;
    AddSpan(b, e, span);
    if (!known) return true;
    const std::string registered = match[2];
    size_t first = e;
    while (Span(first, e) != registered) --first;
    if (first > b) AddSpan(first, e, registered);
    if (!of_country) {
      AddSpan(first, e,
              absl::StrReplaceAll(registered, {{".", ""}, {"-", ""}}));
    }
    return true;
  }

  void ReadHyphens(size_t b, size_t e) {
    static const std::regex prefix(
        "[a-z]|adi|anti|antar|bi|dwi|eks|ekstra|infra|inter|intra|ko|kontra|"
        "mega|mikro|mini|mono|multi|nano|neo|non|pan|para|pasca|pra|pro|proto|"
        "purna|re|semi|sub|super|supra|tele|trans|tri|tuna|ultra");
    for (size_t i = b; i < e;) {
      size_t end = i + 1;
      while (end < e && words_[end].connector != '.') ++end;
      bool numbers = true;
      for (size_t j = i; j < end; ++j) numbers &= IsNumber(j);
      if (end - i > 1 && end - i <= 4 && !numbers) {
        AddSpan(i, end, Span(i, end));
        for (size_t j = i; j + 1 < end; ++j) {
          if (end - i > 2 && !(IsNumber(j) && IsNumber(j + 1))) {
            AddSpan(j, j + 2, Span(j, j + 2));
          }
          const Word& a = words_[j];
          const Word& c = words_[j + 1];
          if (c.connector != '-') continue;
          if ((a.kind == "letters" && c.kind == "digits" &&
               a.surface != "ke") ||
              (a.kind == "letters" &&
               (c.kind == "letters" || c.kind == "mixed") &&
               std::regex_match(a.surface, prefix)) ||
              (a.kind == "digits" && c.kind == "letters")) {
            AddSpan(j, j + 2, a.surface + c.surface);
          }
        }
      }
      i = end;
    }
  }

  void AddReading(size_t piece, const std::string& surface, size_t b,
                  size_t e) {
    readings_.push_back({piece, {surface, b, e}});
  }

  void Emit() {
    std::stable_sort(readings_.begin(), readings_.end(),
                     [](const Reading& a, const Reading& b) {
                       return a.token.end > b.token.end;
                     });
    for (size_t i = 0; i < pieces_.size(); ++i) {
      std::vector<std::string> seen = {pieces_[i].surface};
      Add(pieces_[i], true);
      for (const Reading& reading : readings_) {
        const std::string& surface = reading.token.surface;
        if (reading.piece != i ||
            std::count(seen.begin(), seen.end(), surface) > 0) {
          continue;
        }
        seen.push_back(surface);
        Add(reading.token, false);
      }
    }
  }

  void Add(const Piece& piece, bool counts) {
    position_ += counts ? 1 : 0;
    tokens_.push_back({piece.surface, position_ - 1,
                       static_cast<uint32_t>(piece.begin),
                       static_cast<uint32_t>(piece.end), counts});
  }

  const std::string& text_;
  size_t at_ = 0;
  size_t plain_until_ = 0;
  uint32_t position_ = 0;
  std::vector<Piece> pieces_;
  std::vector<Reading> readings_;
  std::vector<Reading> doubts_;
  std::vector<Word> words_;
  std::set<size_t> joined_;
  std::vector<KeptToken> tokens_;
};

}  // namespace

std::vector<KeptToken> TokenizeByRegex(const std::string& text) {
  return Reference(text).Run();
}

}  // namespace telusur
