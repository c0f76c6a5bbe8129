#include "index/segment/dictionary_block.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "index/segment/postings_list.h"

namespace telusur {
namespace {

constexpr uint32_t kNumDocs = 100000;

using FindResult = DictionaryBlockReader::FindResult;

// Lists of every kind: one posting, one position, with and without skip data
// and impacts, a spelled form; and terms that share much, or little of which is
// long.
std::vector<TermEntry> MakeEntries() {
  std::vector<TermEntry> entries;
  for (const char* const term :
       {"a", "ab", "abadi", "abadikan", "abang", "abc", "b", "baca", "bacaan",
        "bb", "keseimbangankeseimbangan", "keseimbangankeseimbangannyasemua",
        "\xc3\xa9", "\xc3\xa9t\xc3\xa9"}) {
    TermEntry entry;
    entry.term = term;
    const size_t i = entries.size();
    entry.info.df = i % 3 == 0 ? 1 : i % 3 == 1 ? 100 : 70000;
    entry.info.cf = entry.info.df + (i % 4 == 0 ? 0 : 12345);
    if (entry.info.df == 1) {
      entry.info.doc_id = static_cast<DocId>(5 * i);
    } else {
      entry.info.postings_bytes = 100 + 1000 * i;
    }
    if (entry.info.cf == 1) {
      entry.info.position = static_cast<uint32_t>(i);
    } else {
      entry.info.positions_bytes = 7 + 100000 * i;
    }
    if (entry.info.df >= kMinDfForImpacts) {
      entry.info.max_impact = static_cast<uint8_t>(100 + i);
      entry.info.kth_impact = {99, 50, static_cast<uint8_t>(i)};
    }
    entry.info.is_form = i == 3;
    if (i % 5 == 2) entry.form = entry.term + "nya";
    entries.push_back(entry);
  }
  TermInfo offsets;
  offsets.postings_offset = 1000;
  offsets.positions_offset = 1 << 20;
  offsets.skip_offset = 3;
  for (TermEntry& entry : entries) {
    entry.info.postings_offset = offsets.postings_offset;
    entry.info.positions_offset = offsets.positions_offset;
    entry.info.skip_offset = offsets.skip_offset;
    offsets.postings_offset += entry.info.postings_bytes;
    offsets.positions_offset += entry.info.positions_bytes;
    offsets.skip_offset += SkipBytes(entry.info);
  }
  return entries;
}

std::string EncodeBlock(const std::vector<TermEntry>& entries) {
  DictionaryBlockWriter writer;
  std::string content;
  for (const TermEntry& entry : entries) {
    writer.Add(entry.term, entry.info, entry.form);
  }
  writer.Finish(&content);
  return content;
}

// Bytes of exactly the content's size, so that sanitizers see a read behind it.
class ExactCopy {
 public:
  explicit ExactCopy(const std::string& content)
      : bytes_(new char[content.size()]), size_(content.size()) {
    std::copy(content.begin(), content.end(), bytes_.get());
  }
  absl::string_view view() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  size_t size_;
};

FindResult Find(const std::string& content, const std::string& key,
                TermInfo* info, std::string* form) {
  const ExactCopy copy(content);
  DictionaryBlockReader reader;
  if (!reader.Open(copy.view())) return FindResult::kDamage;
  return reader.Find(key, kNumDocs, info, form);
}

// Reads all entries, until damage ends them.
std::vector<TermEntry> ReadAll(const std::string& content) {
  const ExactCopy copy(content);
  std::vector<TermEntry> entries;
  DictionaryBlockReader reader;
  if (!reader.Open(copy.view())) return entries;
  TermEntry entry;
  while (reader.num_left() > 0 && reader.Next(kNumDocs, &entry)) {
    entries.push_back(entry);
  }
  return entries;
}

void ExpectSame(const TermInfo& read, const TermInfo& written) {
  EXPECT_EQ(read.df, written.df);
  EXPECT_EQ(read.cf, written.cf);
  EXPECT_EQ(read.doc_id, written.doc_id);
  EXPECT_EQ(read.position, written.position);
  EXPECT_EQ(read.postings_offset, written.postings_offset);
  EXPECT_EQ(read.postings_bytes, written.postings_bytes);
  EXPECT_EQ(read.positions_offset, written.positions_offset);
  EXPECT_EQ(read.positions_bytes, written.positions_bytes);
  EXPECT_EQ(read.skip_offset, written.skip_offset);
  EXPECT_EQ(read.max_impact, written.max_impact);
  EXPECT_EQ(read.kth_impact, written.kth_impact);
  EXPECT_EQ(read.is_form, written.is_form);
}

TEST(DictionaryBlockTest, BytesAreThoseOfTheFormat) {
  TermEntry entry;
  entry.term = "a";
  entry.info.df = entry.info.cf = 1;
  entry.info.doc_id = 5;
  entry.info.position = 300;
  EXPECT_EQ(absl::BytesToHexString(EncodeBlock({entry})),
            "000003000100"  // head, infos_bytes, suffixes_bytes
            "01"            // shape: shares 0, and 1 follows
            "4004"          // info_shape: 0, 0, 1 and 2 bytes
            "052c01"        // doc_id, position
            "61");
}

TEST(DictionaryBlockTest, FindsEveryTermWithItsInfo) {
  const std::vector<TermEntry> entries = MakeEntries();
  const std::string content = EncodeBlock(entries);
  for (const TermEntry& entry : entries) {
    SCOPED_TRACE(entry.term);
    TermInfo info;
    std::string form = "left over";
    ASSERT_EQ(Find(content, entry.term, &info, &form), FindResult::kFound);
    EXPECT_EQ(form, entry.form);
    ExpectSame(info, entry.info);
  }
}

TEST(DictionaryBlockTest, ReadsEntriesInOrder) {
  const std::vector<TermEntry> entries = MakeEntries();
  const std::vector<TermEntry> read = ReadAll(EncodeBlock(entries));
  ASSERT_EQ(read.size(), entries.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    SCOPED_TRACE(entries[i].term);
    EXPECT_EQ(read[i].term, entries[i].term);
    EXPECT_EQ(read[i].form, entries[i].form);
    ExpectSame(read[i].info, entries[i].info);
  }
}

// A writer's buffers hold nothing of the block before.
TEST(DictionaryBlockTest, ABlockDoesNotDependOnTheOneBefore) {
  const std::vector<TermEntry> entries = MakeEntries();
  DictionaryBlockWriter writer;
  std::string content;
  for (int round = 0; round < 2; ++round) {
    content.clear();
    for (const TermEntry& entry : entries) {
      writer.Add(entry.term, entry.info, entry.form);
    }
    writer.Finish(&content);
  }
  EXPECT_EQ(content, EncodeBlock(entries));
}

TEST(DictionaryBlockTest, FindsNoOtherKey) {
  const std::vector<TermEntry> entries = MakeEntries();
  const std::string content = EncodeBlock(entries);
  const auto is_term = [&](const std::string& key) {
    return std::any_of(
        entries.begin(), entries.end(),
        [&](const TermEntry& entry) { return entry.term == key; });
  };
  TermInfo info;
  std::string form;
  EXPECT_EQ(Find(content, "", &info, &form), FindResult::kAbsent);
  for (const TermEntry& entry : entries) {
    for (size_t size = 0; size <= entry.term.size(); ++size) {
      for (const char* const more : {"", "a", "z", "\x01", "\xff"}) {
        const std::string key = entry.term.substr(0, size) + more;
        if (is_term(key)) continue;
        EXPECT_EQ(Find(content, key, &info, &form), FindResult::kAbsent) << key;
      }
    }
  }
}

// All strings of up to `size` of the letters a, b and c.
std::vector<std::string> ShortKeys(size_t size) {
  std::vector<std::string> keys = {""};
  for (size_t i = 0; keys[i].size() < size; ++i) {
    for (const char letter : {'a', 'b', 'c'}) keys.push_back(keys[i] + letter);
  }
  return keys;
}

// Blocks of short terms are searched by the column of their shapes; a long term
// at the end has the same ones searched term by term.
TEST(DictionaryBlockTest, FindsInAnyBlockWhatIsThere) {
  const std::vector<std::string> keys = ShortKeys(5);
  std::mt19937 random(1);
  for (int round = 0; round < 400; ++round) {
    std::set<std::string> terms;
    for (uint32_t n = 1 + random() % kTermsPerBlock; n > 0; --n) {
      terms.insert(keys[1 + random() % (keys.size() - 1)]);
    }
    if (round % 2 == 1) {
      if (terms.size() == kTermsPerBlock) terms.erase(terms.begin());
      terms.insert(std::string(40, 'd'));
    }
    std::vector<TermEntry> entries;
    for (const std::string& term : terms) {
      entries.emplace_back();
      entries.back().term = term;
      entries.back().info.df = entries.back().info.cf = 1;
      entries.back().info.doc_id = static_cast<DocId>(entries.size());
    }
    const std::string content = EncodeBlock(entries);
    for (const std::string& key : keys) {
      TermInfo info;
      std::string form;
      const FindResult result = Find(content, key, &info, &form);
      const auto term = terms.find(key);
      ASSERT_EQ(result,
                term == terms.end() ? FindResult::kAbsent : FindResult::kFound)
          << key << " in round " << round;
      if (term == terms.end()) continue;
      ASSERT_EQ(info.doc_id, 1 + std::distance(terms.begin(), term)) << key;
    }
  }
}

TEST(DictionaryBlockTest, ATruncatedBlockIsDamagedWhereItIsCut) {
  const std::vector<TermEntry> entries = MakeEntries();
  const std::string content = EncodeBlock(entries);
  // The last that is spelled: all of the content is needed for it.
  const TermEntry& last =
      *std::find_if(entries.rbegin(), entries.rend(),
                    [](const TermEntry& entry) { return !entry.form.empty(); });
  for (size_t size = 0; size < content.size(); ++size) {
    TermInfo info;
    std::string form;
    EXPECT_EQ(Find(content.substr(0, size), last.term, &info, &form),
              FindResult::kDamage)
        << size;
  }
}

TEST(DictionaryBlockTest, DamagedBytesAreNoCrash) {
  const std::vector<TermEntry> entries = MakeEntries();
  const std::string content = EncodeBlock(entries);
  for (size_t at = 0; at < content.size(); ++at) {
    for (const int flipped : {0x01, 0x80, 0xff}) {
      std::string damaged = content;
      damaged[at] = static_cast<char>(damaged[at] ^ flipped);
      for (const TermEntry& entry : entries) {
        TermInfo info;
        std::string form;
        if (Find(damaged, entry.term, &info, &form) == FindResult::kFound) {
          EXPECT_LE(info.df, kNumDocs);
        }
      }
      for (const TermEntry& entry : ReadAll(damaged)) {
        EXPECT_LE(entry.info.df, kNumDocs);
        EXPECT_LE(entry.term.size(), kMaxKeyBytes);
      }
    }
  }
}

}  // namespace
}  // namespace telusur
