#include "tests/support/random_collection.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace telusur {
namespace {

std::string RandomDate(TestRandom* random) {
  TestRandom& r = *random;
  switch (r() % 8) {
    case 0:
      return "";
    case 1:
      return "suatu hari";
    default:
      return absl::StrFormat("%04d-%02d-%02d", 2018 + r() % 5, 1 + r() % 12,
                             1 + r() % 28);
  }
}

std::string RandomSource(TestRandom* random) {
  static constexpr const char* kSources[] = {"kompas", "Kompas", "antara",
                                             "detik", ""};
  return kSources[SkewedNumber(5, random)];
}

}  // namespace

std::vector<std::string> ShortWords(uint32_t n) {
  std::vector<std::string> words;
  std::vector<std::string> shorter = {""};
  while (words.size() < n) {
    std::vector<std::string> longer;
    for (const std::string& word : shorter) {
      for (const char* letter : {"a", "b", "c"}) {
        longer.push_back(word + letter);
        if (words.size() < n) words.push_back(longer.back());
      }
    }
    shorter = longer;
  }
  return words;
}

uint32_t SkewedNumber(uint32_t n, TestRandom* random) {
  const uint32_t below = 1 + static_cast<uint32_t>((*random)() % n);
  return static_cast<uint32_t>(
      (*random)() % (1 + static_cast<uint32_t>((*random)() % below)));
}

std::string RandomText(const std::vector<std::string>& words, uint32_t n,
                       TestRandom* random) {
  std::string text;
  uint32_t word = 0;
  for (uint32_t i = 0; i < n; ++i) {
    if (i == 0 || (*random)() % 8 != 0) {
      word = SkewedNumber(static_cast<uint32_t>(words.size()), random);
    }
    absl::StrAppend(&text, i == 0 ? "" : " ", words[word]);
  }
  return text;
}

std::vector<Document> RandomCollection(uint64_t seed,
                                       const CollectionShape& shape) {
  TestRandom random(seed);
  std::vector<Document> documents;
  for (uint32_t i = 0; i < shape.num_docs; ++i) {
    Document document;
    document.id = absl::StrCat("d", i);
    if (shape.duplicate_ids && i > 0 && random() % 8 == 0) {
      document.id = documents[random() % i].id;
    }
    const uint32_t kind = random() % 16;
    if (kind == 0) document.text = " \t\n ";
    if (kind > 2) {
      document.text =
          RandomText(shape.words,
                     SkewedNumber(shape.max_text_words + 1, &random), &random);
    }
    if (kind > 3 || kind == 1) {
      document.title = RandomText(
          shape.words, random() % (shape.max_title_words + 1), &random);
    }
    if (random() % 2 == 0) document.url = absl::StrCat("http://x.id/", i);
    document.date = RandomDate(&random);
    document.source = RandomSource(&random);
    documents.push_back(document);
  }
  return documents;
}

}  // namespace telusur
