// Generated documents as bytes: records for an indexer to read.

#ifndef TELUSUR_BENCH_CORPUS_TEXT_H_
#define TELUSUR_BENCH_CORPUS_TEXT_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "bench/corpus_generator.h"
#include "index/document.h"

namespace telusur {

enum class TextStyle {
  kTokens,  // small letters, one space between tokens: what splitting at spaces
            // gives back
  kProse,   // sentences, punctuation, capitals, paragraphs
};

enum class RecordFormat { kTsv, kJsonl };

// Renders documents, reusing its buffer. One thread.
class CorpusText {
 public:
  // `generator` outlives the object.
  CorpusText(const CorpusGenerator* generator, TextStyle style)
      : generator_(*generator), style_(style) {}

  // The record of `document`, ended by a new line; JSONL holds id, title, text,
  // url, date and source, TSV holds id and text. Lives until the next call.
  absl::string_view Record(const GeneratedDocument& document,
                           RecordFormat format);

  // The document as a user would add it.
  Document Fields(const GeneratedDocument& document);

 private:
  void AppendTitle(const GeneratedDocument& document);
  void AppendText(const GeneratedDocument& document);
  void AppendWords(const uint32_t* begin, const uint32_t* end, bool capitals);
  void AppendProse(const GeneratedDocument& document);
  void Append(absl::string_view bytes);
  void NewParagraph();
  void CapitalizeAt(size_t begin);
  std::string Take();

  // Makes room for a word and what may stand around it.
  void MakeRoom(size_t bytes) {
    if (capacity_ - size_ < bytes) Grow(bytes);
  }
  void Grow(size_t bytes);

  const CorpusGenerator& generator_;
  const TextStyle style_;
  absl::string_view paragraph_break_;
  absl::string_view quote_;
  std::unique_ptr<char[]> bytes_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

// The day of publication of a document, such as 2015-03-09. Later documents
// have later days.
std::string GeneratedDate(uint64_t number);

}  // namespace telusur

#endif  // TELUSUR_BENCH_CORPUS_TEXT_H_
