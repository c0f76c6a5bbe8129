// The tokenizer against slower ones: the same code without its short cut, on
// any bytes, and another one written for clarity, on ASCII.

#include <algorithm>
#include <cctype>
#include <map>
#include <random>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "index/analysis/glue.h"
#include "index/analysis/number.h"
#include "index/analysis/token.h"
#include "index/analysis/tokenizer.h"
#include "tests/index/analysis/token_list.h"

namespace telusur {
namespace {

TokenList Tokenize(absl::string_view text) {
  return KeepTokens([&](TokenSink sink) {
    return TokenizeIndonesian(text, Boilerplate::kKeep, sink);
  });
}

TokenList TokenizePlainly(absl::string_view text) {
  return KeepTokens([&](TokenSink sink) {
    return TokenizeIndonesianPlainly(text, Boilerplate::kKeep, sink);
  });
}

// Pieces of real text, to be strung together at random.
constexpr int kRounds = 60000;

const char* const kSnippets[] = {
    "kata",  "Presiden", "DPR",      " ",     "\n",  "diKazakhstan",
    "KPK",   "menahan",  "nya",      ",",     ".",   "-",
    "8.000", "3,5",      "10:30",    "2019",  "%",   "Rp",
    "'",     "s",        "anak2",    "anak",  "_",   "&",
    "@",     "com",      "go",       "id",    "www", "/",
    "U",     "S",        "covid-19", "19",    "2",   "(",
    "aB",    "WhatsApp", "anti",     "ke",    "e",   "`",
    "#",     ":",        "1.250",    "500",   "\"",  "an",
    "ABC",   "Xy",       "a3f5c2",   "0",     "ab",  "co",
    "uk",    "Ab",       "surat",    "!",     "\t",  "..",
    "7",     "\x01",     "KPKakan",  "PTPer", "x"};

const char* const kSnippetsBeyondAscii[] = {
    "é",    "É",      "\u0301",   "\u200B", "\u00AD", "“",  "”",  "’", "‚Äú",
    "¬†",   "√©",     "‚Äô",      "–",      "…",      "東", "の", "ع", "َ",
    "\xFF", "\xC3",   "\xE2\x80", "²",      "½",      "７", "Ａ", "ﬁ", "İ",
    "ß",    "\u00A0", "😀",        "\u0640", "Ⅵ",      "º",  "â€", "Â"};

template <size_t n>
const char* Pick(const char* const (&snippets)[n], std::mt19937* random) {
  return snippets[(*random)() % n];
}

void ExpectEqual(absl::string_view text, const TokenList& actual,
                 const std::vector<KeptToken>& expected) {
  ASSERT_EQ(Show(actual.tokens), Show(expected)) << text;
  ASSERT_EQ(actual.tokens, expected) << text;
}

TEST(TokenizerOracleTest, TheShortCutChangesNothing) {
  std::mt19937 random(17);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const size_t size = random() % 60;
    const bool only_ascii = random() % 2;
    for (size_t i = 0; i < size; ++i) {
      text += only_ascii || random() % 4 ? Pick(kSnippets, &random)
                                         : Pick(kSnippetsBeyondAscii, &random);
      if (random() % 3 == 0) text += ' ';
    }
    const TokenList plain = TokenizePlainly(text);
    const TokenList fast = Tokenize(text);
    ExpectEqual(text, fast, plain.tokens);
    ASSERT_EQ(fast.counts.num_positions, plain.counts.num_positions);
    ASSERT_EQ(fast.counts.num_dropped_terms, plain.counts.num_dropped_terms);
  }
}

TEST(TokenizerOracleTest, TheShortCutChangesNothingForRandomBytes) {
  std::mt19937 random(18);
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % 300, '\0');
    const int range = round % 2 ? 128 : 256;
    for (char& c : text) c = static_cast<char>(random() % range);
    ExpectEqual(text, Tokenize(text), TokenizePlainly(text).tokens);
  }
}

// A tokenizer of ASCII by regular expressions. It knows no limits, so its texts
// must stay below them.
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
        ReadLetters(letters, word.possessive);
        at_ += letters.size();
      } else if (!digits.empty() &&
                 (runs.empty() || NumberAt(at_, &number).empty())) {
        runs.push_back(digits);
        pieces_.push_back({digits, at_, at_ + digits.size()});
        at_ += digits.size();
      } else {
        break;
      }
    }
    FinishWord(runs, &word);
  }

  // Adds the pieces of letters with apostrophes.
  void ReadLetters(const std::string& letters, bool possessive) {
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
      Piece& a = pieces_[i - 1];
      Piece& b = pieces_[i];
      const bool alpha_a = absl::ascii_isalpha(a.surface.back()) != 0;
      const bool alpha_b = absl::ascii_isalpha(b.surface[0]) != 0;
      const bool short_a = alpha_a && LettersBefore(first, i) < 2;
      const bool short_b = alpha_b && LettersAfter(i) < 2;
      if (alpha_a == alpha_b || !(short_a || short_b)) continue;
      a.surface += b.surface;
      a.end = b.end;
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

  // The letters of the run that ends before, or begins at, piece i.
  size_t LettersBefore(size_t first, size_t i) const {
    size_t n = 0;
    while (i-- > first && absl::ascii_isalpha(pieces_[i].surface.back())) {
      for (size_t j = pieces_[i].surface.size();
           j-- > 0 && absl::ascii_isalpha(pieces_[i].surface[j]);) {
        ++n;
      }
      if (!absl::ascii_isalpha(pieces_[i].surface[0])) break;
    }
    return n;
  }
  size_t LettersAfter(size_t i) const {
    size_t n = 0;
    for (; i < pieces_.size(); ++i) {
      for (char c : pieces_[i].surface) {
        if (!absl::ascii_isalpha(c)) return n;
        ++n;
      }
    }
    return n;
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

  void AddReading(size_t piece, const std::string& surface, size_t begin,
                  size_t end) {
    readings_.push_back({piece, {surface, begin, end}});
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

TEST(TokenizerOracleTest, AgreesWithTheReferenceOnAscii) {
  std::mt19937 random(19);
  for (int round = 0; round < kRounds; ++round) {
    std::string text;
    const size_t size = random() % 12;
    for (size_t i = 0; i < size; ++i) text += Pick(kSnippets, &random);
    ExpectEqual(text, Tokenize(text), Reference(text).Run());
  }
}

// A surface is found by itself: it yields itself at its first position.
TEST(TokenizerOracleTest, SurfacesAreTheirOwn) {
  std::mt19937 random(20);
  for (int round = 0; round < kRounds; ++round) {
    std::string text;
    const size_t size = random() % 12;
    for (size_t i = 0; i < size; ++i) {
      text += random() % 8 ? Pick(kSnippets, &random)
                           : Pick(kSnippetsBeyondAscii, &random);
    }
    for (const KeptToken& token : Tokenize(text).tokens) {
      bool found = false;
      for (const KeptToken& again : Tokenize(token.surface).tokens) {
        found |= again.position == 0 && again.surface == token.surface;
      }
      ASSERT_TRUE(found) << text << ": " << token;
    }
  }
}

}  // namespace
}  // namespace telusur
