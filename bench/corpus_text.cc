#include "bench/corpus_text.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "bench/pseudo_random.h"

namespace telusur {
namespace {

constexpr int64_t kDocumentsPerDay = 250;

// Prose: a comma after one word of kWordsPerComma, and so on.
constexpr uint32_t kMinSentenceLength = 6;
constexpr uint32_t kMaxSentenceLength = 24;
constexpr uint32_t kWordsPerComma = 12;
constexpr uint32_t kSentencesPerParagraph = 4;
constexpr uint32_t kSentencesPerQuote = 10;

constexpr uint64_t kProseSeed = 0x70726f7365;

// Beside a word: a quotation mark, a full stop, a space, a paragraph.
constexpr size_t kRoomOfWord = ArtificialWords::kMaxWordBytes + 16;

std::string SourceName(uint32_t source) {
  return absl::StrCat("warta", source + 1);
}

}  // namespace

std::string GeneratedDate(uint64_t number) {
  return absl::FormatCivilTime(absl::CivilDay(2010, 1, 1) +
                               static_cast<int64_t>(number / kDocumentsPerDay));
}

void CorpusText::Grow(size_t bytes) {
  capacity_ = std::max(2 * capacity_, size_ + bytes + 4096);
  std::unique_ptr<char[]> grown(new char[capacity_]);
  if (size_ > 0) std::memcpy(grown.get(), bytes_.get(), size_);
  bytes_ = std::move(grown);
}

void CorpusText::Append(absl::string_view bytes) {
  MakeRoom(bytes.size());
  std::memcpy(bytes_.get() + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
}

void CorpusText::CapitalizeAt(size_t begin) {
  char& first = bytes_[begin];
  if (first >= 'a' && first <= 'z') first += 'A' - 'a';
}

// Appends words with a space after each but the last.
void CorpusText::AppendWords(const uint32_t* begin, const uint32_t* end,
                             bool capitals) {
  const ArtificialWords& words = generator_.words();
  for (const uint32_t* rank = begin; rank < end; ++rank) {
    MakeRoom(kRoomOfWord);
    const size_t word_begin = size_;
    char* word_end = words.Copy(*rank, bytes_.get() + size_);
    *word_end++ = ' ';
    size_ = word_end - bytes_.get();
    if (capitals) CapitalizeAt(word_begin);
  }
  if (begin < end) --size_;
}

void CorpusText::NewParagraph() {
  if (size_ > 0 && bytes_[size_ - 1] == ' ') --size_;
  Append(paragraph_break_);
}

// Appends the body in sentences, each followed by a space.
void CorpusText::AppendProse(const GeneratedDocument& document) {
  // Of the origin, so that a near-duplicate is cut into the same sentences.
  PseudoRandom random(kProseSeed, document.origin);
  const ArtificialWords& words = generator_.words();
  size_t i = document.body_begin;
  while (i < document.body_end) {
    size_t length = kMinSentenceLength +
                    random.Below(kMaxSentenceLength - kMinSentenceLength + 1);
    length = std::min(length, document.body_end - i);
    const bool quoted = random.Below(kSentencesPerQuote) == 0;
    if (quoted) Append(quote_);
    for (size_t j = 0; j < length; ++j) {
      const uint32_t rank = document.text[i + j];
      MakeRoom(kRoomOfWord);
      const size_t begin = size_;
      size_ = words.Copy(rank, bytes_.get() + size_) - bytes_.get();
      if (j == 0 || words.IsName(rank)) CapitalizeAt(begin);
      if (j + 1 < length) {
        if (random.Below(kWordsPerComma) == 0) bytes_[size_++] = ',';
        bytes_[size_++] = ' ';
      }
    }
    bytes_[size_++] = '.';
    if (quoted) Append(quote_);
    Append(" ");
    if (random.Below(kSentencesPerParagraph) == 0) NewParagraph();
    i += length;
  }
}

void CorpusText::AppendTitle(const GeneratedDocument& document) {
  AppendWords(document.title.data(),
              document.title.data() + document.title.size(),
              style_ == TextStyle::kProse);
}

void CorpusText::AppendText(const GeneratedDocument& document) {
  const uint32_t* text = document.text.data();
  const uint32_t* end = text + document.text.size();
  if (style_ == TextStyle::kTokens) {
    AppendWords(text, end, false);
    return;
  }
  if (document.body_begin > 0) {
    AppendWords(text, text + document.body_begin, true);
    NewParagraph();
  }
  AppendProse(document);
  if (document.body_end < document.text.size()) {
    NewParagraph();
    AppendWords(text + document.body_end, end, true);
  } else if (bytes_[size_ - 1] == ' ') {
    --size_;
  }
}

absl::string_view CorpusText::Record(const GeneratedDocument& document,
                                     RecordFormat format) {
  size_ = 0;
  if (format == RecordFormat::kTsv) {
    paragraph_break_ = " ";
    quote_ = "\"";
    Append(absl::StrCat(document.number, "\t"));
    AppendText(document);
    Append("\n");
  } else {
    paragraph_break_ = "\\n";
    quote_ = "\\\"";
    const std::string source = SourceName(document.source);
    Append(absl::StrCat("{\"id\":\"", document.number, "\",\"title\":\""));
    AppendTitle(document);
    Append("\",\"text\":\"");
    AppendText(document);
    Append(absl::StrCat("\",\"url\":\"https://", source, ".example/",
                        document.number, "\",\"date\":\"",
                        GeneratedDate(document.number), "\",\"source\":\"",
                        source, "\"}\n"));
  }
  return absl::string_view(bytes_.get(), size_);
}

std::string CorpusText::Take() {
  std::string bytes(bytes_.get(), size_);
  size_ = 0;
  return bytes;
}

Document CorpusText::Fields(const GeneratedDocument& document) {
  size_ = 0;
  paragraph_break_ = "\n";
  quote_ = "\"";
  Document fields;
  fields.id = absl::StrCat(document.number);
  AppendTitle(document);
  fields.title = Take();
  AppendText(document);
  fields.text = Take();
  fields.source = SourceName(document.source);
  fields.url =
      absl::StrCat("https://", fields.source, ".example/", document.number);
  fields.date = GeneratedDate(document.number);
  return fields;
}

}  // namespace telusur
