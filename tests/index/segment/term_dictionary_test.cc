#include "index/segment/term_dictionary.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "index/segment/postings_list.h"
#include "tests/index/segment/number_lists.h"
#include "tests/support/owned_section.h"

namespace telusur {
namespace {

constexpr uint32_t kNumDocs = 1000000;

constexpr PostingsCompression kAllCompressions[] = {
    PostingsCompression::kOff, PostingsCompression::kAuto,
    PostingsCompression::kAlways};

using Model = std::map<std::string, TermEntry>;

std::string RandomTerm(TestRandom* random) {
  std::string term;
  for (uint64_t n = 1 + (*random)() % 8; n > 0; --n) {
    // Few letters, so that terms share prefixes; also bytes above 127.
    term.push_back(static_cast<char>("abc\xc3\xa9"[(*random)() % 5]));
  }
  return term;
}

TermInfo RandomInfo(TestRandom* random) {
  TermInfo info;
  info.df =
      static_cast<uint32_t>(1 + (*random)() % ((*random)() % 2 ? 3 : 500));
  info.cf = info.df + ((*random)() % 2 ? 0 : (*random)() % 1000);
  if (info.df == 1) {
    info.doc_id = static_cast<DocId>((*random)() % kNumDocs);
  } else {
    info.postings_bytes = 1 + (*random)() % 1000;
  }
  if (info.cf == 1) {
    info.position = static_cast<uint32_t>((*random)());
  } else {
    info.positions_bytes = 1 + (*random)() % 100000;
  }
  if (info.df >= kMinDfForImpacts) {
    info.max_impact = 200;
    info.kth_impact = {150, 100, 0};
  }
  return info;
}

// A dictionary of random terms, and what is in it.
class RandomDictionary {
 public:
  RandomDictionary(uint64_t seed, int num_terms,
                   PostingsCompression compression) {
    TestRandom random(seed);
    while (model_.size() < num_terms) model_[RandomTerm(&random)];
    std::string blocks;
    std::string index;
    TermDictionaryWriter writer(compression, &blocks);
    TermInfo offsets;
    for (auto& [term, entry] : model_) {
      entry.term = term;
      entry.info = RandomInfo(&random);
      entry.info.postings_offset = offsets.postings_offset;
      entry.info.positions_offset = offsets.positions_offset;
      entry.info.skip_offset = offsets.skip_offset;
      if (random() % 3 == 0) entry.form = term + "nya";
      writer.Add(term, entry.info, entry.form);
      offsets.postings_offset += entry.info.postings_bytes;
      offsets.positions_offset += entry.info.positions_bytes;
      offsets.skip_offset += SkipBytes(entry.info);
    }
    writer.Finish(&index);
    blocks_ = std::make_unique<OwnedSection>(blocks);
    index_ = std::make_unique<OwnedSection>(index);
  }

  TermDictionary Open() const {
    auto dictionary =
        TermDictionary::Open(blocks_->section(), index_->section(), kNumDocs);
    EXPECT_TRUE(dictionary.ok()) << dictionary.status();
    return *std::move(dictionary);
  }

  const Model& model() const { return model_; }
  const OwnedSection& blocks() const { return *blocks_; }
  const OwnedSection& index() const { return *index_; }

 private:
  Model model_;
  std::unique_ptr<OwnedSection> blocks_;
  std::unique_ptr<OwnedSection> index_;
};

void ExpectSame(const TermEntry& read, const TermEntry& written) {
  EXPECT_EQ(read.term, written.term);
  EXPECT_EQ(read.form, written.form);
  const TermInfo& a = read.info;
  const TermInfo& b = written.info;
  EXPECT_EQ(a.df, b.df);
  EXPECT_EQ(a.cf, b.cf);
  EXPECT_EQ(a.postings_offset, b.postings_offset);
  EXPECT_EQ(a.postings_bytes, b.postings_bytes);
  EXPECT_EQ(a.positions_offset, b.positions_offset);
  EXPECT_EQ(a.positions_bytes, b.positions_bytes);
  EXPECT_EQ(a.skip_offset, b.skip_offset);
  EXPECT_EQ(a.max_impact, b.max_impact);
  EXPECT_EQ(a.kth_impact, b.kth_impact);
  if (b.df == 1) {
    EXPECT_EQ(a.doc_id, b.doc_id);
  }
  if (b.cf == 1) {
    EXPECT_EQ(a.position, b.position);
  }
}

TEST(TermDictionaryTest, FindsEveryTermAndNoOther) {
  for (const PostingsCompression compression : kAllCompressions) {
    for (const int num_terms : {1, 31, 32, 33, 64, 1000}) {
      const RandomDictionary random(num_terms, num_terms, compression);
      const TermDictionary dictionary = random.Open();
      EXPECT_EQ(dictionary.num_keys(), num_terms);
      TermEntry entry;
      for (const auto& [term, written] : random.model()) {
        const auto found = dictionary.Find(term, &entry);
        ASSERT_TRUE(found.ok() && *found) << term << found.status();
        ExpectSame(entry, written);
        const std::string longer = term + '\x01';
        if (random.model().count(longer) > 0) continue;
        EXPECT_FALSE(dictionary.Find(longer, &entry).value_or(true));
      }
      EXPECT_FALSE(dictionary.Find("", &entry).value_or(true));
      EXPECT_FALSE(dictionary.Find("zzz", &entry).value_or(true));
      EXPECT_FALSE(dictionary.Find("\xff\xff", &entry).value_or(true));
    }
  }
}

TEST(TermDictionaryTest, WalksOnFromAnyKey) {
  const RandomDictionary random(7, 500, PostingsCompression::kAuto);
  const TermDictionary dictionary = random.Open();
  TestRandom keys(8);
  for (int round = 0; round < 300; ++round) {
    const std::string key = round == 0 ? "" : RandomTerm(&keys);
    TermDictionary::Iterator iterator(&dictionary);
    ASSERT_TRUE(iterator.Seek(key).ok());
    auto expected = random.model().lower_bound(key);
    for (int step = 0; step < 70; ++step) {
      ASSERT_EQ(iterator.Valid(), expected != random.model().end());
      if (!iterator.Valid()) break;
      ExpectSame(iterator.entry(), expected->second);
      ASSERT_TRUE(iterator.Next().ok());
      ++expected;
    }
  }
}

// Blocks whose first terms the index cannot tell apart, among others that it
// can, over several groups.
TEST(TermDictionaryTest, FindsTermsThatBeginAlike) {
  std::vector<std::string> terms = {"a", "www.contoh.id"};
  for (int i = 100000; i < 101000; ++i) {
    terms.push_back("www.contoh.id/" + std::to_string(i));
  }
  for (int i = 100; i < 400; ++i) terms.push_back("x" + std::to_string(i));
  std::string blocks;
  std::string index;
  TermDictionaryWriter writer(PostingsCompression::kAuto, &blocks);
  TermInfo info;
  info.df = info.cf = 1;
  for (size_t i = 0; i < terms.size(); ++i) {
    info.doc_id = static_cast<DocId>(i);
    writer.Add(terms[i], info, "");
  }
  writer.Finish(&index);
  const OwnedSection blocks_section(blocks);
  const OwnedSection index_section(index);
  const auto dictionary = TermDictionary::Open(
      blocks_section.section(), index_section.section(), kNumDocs);
  ASSERT_TRUE(dictionary.ok()) << dictionary.status();
  ASSERT_GT(dictionary->num_blocks(), 4 * kBlocksPerGroup);
  TermEntry entry;
  for (size_t i = 0; i < terms.size(); ++i) {
    const auto found = dictionary->Find(terms[i], &entry);
    ASSERT_TRUE(found.ok() && *found) << terms[i] << found.status();
    EXPECT_EQ(entry.info.doc_id, i) << terms[i];
    EXPECT_FALSE(dictionary->Find(terms[i] + "!", &entry).value_or(true));
    TermDictionary::Iterator next(&*dictionary);
    ASSERT_TRUE(next.Seek(terms[i] + "!").ok());
    ASSERT_EQ(next.Valid(), i + 1 < terms.size()) << terms[i];
    if (!next.Valid()) break;
    EXPECT_EQ(next.entry().term, terms[i + 1]);
  }
  EXPECT_FALSE(dictionary->Find("www.contoh.ia", &entry).value_or(true));
  EXPECT_FALSE(dictionary->Find("www.cont", &entry).value_or(true));
}

TEST(TermDictionaryTest, AnEmptyOneHasNoTerm) {
  const RandomDictionary random(9, 0, PostingsCompression::kAuto);
  const TermDictionary dictionary = random.Open();
  TermEntry entry;
  EXPECT_FALSE(dictionary.Find("a", &entry).value_or(true));
  TermDictionary::Iterator iterator(&dictionary);
  EXPECT_TRUE(iterator.Seek("").ok());
  EXPECT_FALSE(iterator.Valid());
}

TEST(TermDictionaryTest, FormsStandBehindTheirTerm) {
  std::string blocks;
  std::string index;
  TermDictionaryWriter writer(PostingsCompression::kAuto, &blocks);
  TermInfo info;
  info.df = info.cf = 1;
  writer.Add("ajar", info, "");
  info.is_form = true;
  writer.Add(FormKey("ajar", "ajaran"), info, "");
  writer.Add(FormKey("ajar", "belajar"), info, "");
  info.is_form = false;
  writer.Add("ajarb", info, "");
  writer.Finish(&index);
  const OwnedSection blocks_section(blocks);
  const OwnedSection index_section(index);
  const auto dictionary = TermDictionary::Open(
      blocks_section.section(), index_section.section(), kNumDocs);
  ASSERT_TRUE(dictionary.ok());
  TermDictionary::Iterator iterator(&*dictionary);
  ASSERT_TRUE(iterator.Seek("ajar").ok());
  EXPECT_FALSE(iterator.entry().info.is_form);
  ASSERT_TRUE(iterator.Next().ok());
  EXPECT_TRUE(iterator.entry().info.is_form);
  EXPECT_EQ(FormOfKey(iterator.entry().term), "ajaran");
}

TEST(TermDictionaryTest, SignedDamageIsDataLossOrAnEntry) {
  TestRandom random(10);
  for (const PostingsCompression compression : kAllCompressions) {
    const RandomDictionary whole(11, 200, compression);
    for (int round = 0; round < 2000; ++round) {
      std::string bytes[2] = {whole.blocks().bytes(), whole.index().bytes()};
      std::string& damaged = bytes[round % 2];
      damaged[random() % damaged.size()] = static_cast<char>(random());
      if (random() % 8 == 0) damaged.resize(random() % damaged.size());
      const OwnedSection blocks(bytes[0]);
      const OwnedSection index(bytes[1]);
      const auto dictionary =
          TermDictionary::Open(blocks.section(), index.section(), kNumDocs);
      if (!dictionary.ok()) continue;
      TermDictionary::Iterator iterator(&*dictionary);
      absl::Status status = iterator.Seek("");
      for (int step = 0; status.ok() && iterator.Valid() && step < 1000;
           ++step) {
        EXPECT_LT(iterator.entry().info.df, kNumDocs + 1);
        status = iterator.Next();
      }
      EXPECT_TRUE(status.ok() || absl::IsDataLoss(status)) << status;
    }
  }
}

}  // namespace
}  // namespace telusur
