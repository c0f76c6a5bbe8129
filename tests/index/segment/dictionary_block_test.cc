#include "index/segment/dictionary_block.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "index/io/coding.h"

namespace telusur {
namespace {

constexpr uint32_t kNumDocs = 100000;

struct Entry {
  std::string term;
  TermInfo info;
  std::string form;
};

// Lists of every kind: one posting, one position, with and without skip data
// and impacts, a spelled form.
std::vector<Entry> MakeEntries() {
  std::vector<Entry> entries;
  for (const char* const term :
       {"a", "ab", "abadi", "abadikan", "abang", "abc", "b", "baca", "bacaan",
        "bb", "\xc3\xa9", "\xc3\xa9t\xc3\xa9"}) {
    Entry entry;
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
    if (i % 5 == 2) entry.form = entry.term + "nya";
    entries.push_back(entry);
  }
  TermInfo offsets;
  offsets.postings_offset = 1000;
  offsets.positions_offset = 1 << 20;
  offsets.skip_offset = 3;
  for (Entry& entry : entries) {
    entry.info.postings_offset = offsets.postings_offset;
    entry.info.positions_offset = offsets.positions_offset;
    entry.info.skip_offset = offsets.skip_offset;
    AdvanceOffsets(entry.info, &offsets);
  }
  return entries;
}

std::string EncodeBlock(const std::vector<Entry>& entries) {
  std::string terms;
  std::string infos;
  std::string before;
  for (const Entry& entry : entries) {
    AppendFrontCoded(before, entry.term, &terms);
    AppendInfo(entry.term, entry.info, entry.form, &infos);
    before = entry.term;
  }
  std::string content;
  AppendVarint64(entries[0].info.postings_offset, &content);
  AppendVarint64(entries[0].info.positions_offset, &content);
  AppendVarint64(entries[0].info.skip_offset, &content);
  AppendVarint32(static_cast<uint32_t>(entries.size()), &content);
  AppendVarint32(static_cast<uint32_t>(terms.size()), &content);
  return content + terms + infos;
}

FindResult Find(const std::string& content, const std::string& key,
                TermInfo* info, std::string* form) {
  // Of exactly this size, so that sanitizers see a read behind it.
  const std::unique_ptr<char[]> bytes(new char[content.size()]);
  std::copy(content.begin(), content.end(), bytes.get());
  return FindInBlock(absl::string_view(bytes.get(), content.size()), key,
                     kNumDocs, info, form);
}

TEST(DictionaryBlockTest, FindsEveryTermWithItsInfo) {
  const std::vector<Entry> entries = MakeEntries();
  const std::string content = EncodeBlock(entries);
  for (const Entry& entry : entries) {
    SCOPED_TRACE(entry.term);
    TermInfo info;
    std::string form = "left over";
    ASSERT_EQ(Find(content, entry.term, &info, &form), FindResult::kFound);
    EXPECT_EQ(form, entry.form);
    EXPECT_EQ(info.df, entry.info.df);
    EXPECT_EQ(info.cf, entry.info.cf);
    EXPECT_EQ(info.doc_id, entry.info.doc_id);
    EXPECT_EQ(info.position, entry.info.position);
    EXPECT_EQ(info.postings_offset, entry.info.postings_offset);
    EXPECT_EQ(info.postings_bytes, entry.info.postings_bytes);
    EXPECT_EQ(info.positions_offset, entry.info.positions_offset);
    EXPECT_EQ(info.positions_bytes, entry.info.positions_bytes);
    EXPECT_EQ(info.skip_offset, entry.info.skip_offset);
  }
}

TEST(DictionaryBlockTest, FindsNoOtherKey) {
  const std::vector<Entry> entries = MakeEntries();
  const std::string content = EncodeBlock(entries);
  const auto is_term = [&](const std::string& key) {
    return std::any_of(entries.begin(), entries.end(),
                       [&](const Entry& entry) { return entry.term == key; });
  };
  TermInfo info;
  std::string form;
  EXPECT_EQ(Find(content, "", &info, &form), FindResult::kAbsent);
  for (const Entry& entry : entries) {
    for (size_t size = 0; size <= entry.term.size(); ++size) {
      for (const char* const more : {"", "a", "z", "\x01", "\xff"}) {
        const std::string key = entry.term.substr(0, size) + more;
        if (is_term(key)) continue;
        EXPECT_EQ(Find(content, key, &info, &form), FindResult::kAbsent) << key;
      }
    }
  }
}

TEST(DictionaryBlockTest, ATruncatedBlockIsDamagedWhereItIsCut) {
  const std::vector<Entry> entries = MakeEntries();
  const std::string content = EncodeBlock(entries);
  const Entry& last = entries.back();
  for (size_t size = 0; size < content.size(); ++size) {
    TermInfo info;
    std::string form;
    EXPECT_EQ(Find(content.substr(0, size), last.term, &info, &form),
              FindResult::kDamage)
        << size;
  }
}

TEST(DictionaryBlockTest, DamagedBytesAreNoCrash) {
  const std::vector<Entry> entries = MakeEntries();
  const std::string content = EncodeBlock(entries);
  for (size_t at = 0; at < content.size(); ++at) {
    for (const int flipped : {0x01, 0x80, 0xff}) {
      std::string damaged = content;
      damaged[at] = static_cast<char>(damaged[at] ^ flipped);
      for (const Entry& entry : entries) {
        TermInfo info;
        std::string form;
        if (Find(damaged, entry.term, &info, &form) == FindResult::kFound) {
          EXPECT_LE(info.df, kNumDocs);
        }
      }
    }
  }
}

}  // namespace
}  // namespace telusur
