// Postings lists kept the obvious way, to compare with those of a segment.

#ifndef TELUSUR_TESTS_INDEX_SEGMENT_MODEL_LISTS_H_
#define TELUSUR_TESTS_INDEX_SEGMENT_MODEL_LISTS_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "index/io/checksum.h"
#include "index/io/coding.h"
#include "index/segment/doc_lengths.h"
#include "index/segment/postings_list.h"
#include "tests/index/segment/number_lists.h"

namespace telusur {

inline constexpr uint32_t kNumDocs = 100000;

inline constexpr PostingsCompression kAllCompressions[] = {
    PostingsCompression::kOff, PostingsCompression::kAuto,
    PostingsCompression::kAlways};

struct ModelPosting {
  DocId doc_id;
  std::vector<uint32_t> positions;
};
using ModelList = std::vector<ModelPosting>;

inline const std::vector<uint32_t>& TestLengths() {
  static const auto* const lengths = [] {
    TestRandom random(24);
    auto* result = new std::vector<uint32_t>(kNumDocs);
    for (uint32_t& length : *result) length = 1 + random() % 500;
    return result;
  }();
  return *lengths;
}

inline const DocLengths& TestDocLengths() {
  static const auto* const lengths = new DocLengths(TestLengths());
  return *lengths;
}

ImpactModel TestImpacts() { return ImpactModel::For(Bm25Parameters(), 250); }

inline ModelList RandomList(TestRandom* random, uint32_t df) {
  std::vector<DocId> doc_ids;
  const uint32_t range = std::max<uint32_t>(
      df, (*random)() % 2 == 0 ? kNumDocs : (*random)() % kNumDocs);
  // Selection sampling: each list of df doc_ids below range is as likely.
  for (DocId doc_id = 0; doc_id < range; ++doc_id) {
    if ((*random)() % (range - doc_id) < df - doc_ids.size()) {
      doc_ids.push_back(doc_id);
    }
  }
  ModelList list;
  const uint32_t max_tf = 1 + (*random)() % 6;
  for (const DocId doc_id : doc_ids) {
    ModelPosting posting = {doc_id, {}};
    uint32_t next = 0;
    const uint32_t tf = 1 + (*random)() % max_tf;
    for (uint32_t i = 0; i < tf; ++i) {
      posting.positions.push_back(next + (*random)() % 100);
      next = posting.positions.back() + 1;
    }
    list.push_back(posting);
  }
  return list;
}

// The checksums of a section's pages.
inline std::string Checksums(uint32_t section, const std::string& bytes) {
  std::string checksums;
  for (uint64_t page = 0; page * kPageBytes < bytes.size(); ++page) {
    AppendFixed32(PageChecksum(1, section, page,
                               absl::string_view(bytes).substr(
                                   page * kPageBytes, kPageBytes)),
                  &checksums);
  }
  return checksums;
}

// Lists as bytes, and the sections over them.
class Lists {
 public:
  Lists(const std::vector<ModelList>& lists, PostingsCompression compression) {
    // The writer's strings are emptied now and then, as a spilling caller does.
    std::string tails[3];
    PostingsListWriter writer(compression, TestImpacts(), &TestDocLengths(),
                              &tails[0], &tails[1], &tails[2]);
    const auto move_tails = [&] {
      for (int i = 0; i < 3; ++i) {
        bytes_[i] += tails[i];
        tails[i].clear();
      }
    };
    for (const ModelList& list : lists) {
      for (const ModelPosting& posting : list) {
        writer.Add(posting.doc_id, posting.positions);
        if (posting.doc_id % 1000 == 0) move_tails();
      }
      TermInfo info = writer.Finish();
      move_tails();
      info.postings_offset = bytes_[0].size() - info.postings_bytes;
      info.positions_offset = bytes_[1].size() - info.positions_bytes;
      info.skip_offset = bytes_[2].size() - SkipBytes(info);
      infos_.push_back(info);
    }
    for (int i = 0; i < 3; ++i) checksums_[i] = Checksums(i, bytes_[i]);
    MakeSections();
  }

  const std::vector<TermInfo>& infos() const { return infos_; }
  const std::string& bytes(int section) const { return bytes_[section]; }
  const PostingsSections& sections() const { return sections_; }

  // Changes a section; with `resign` its checksums match what it then holds.
  void SetBytes(int section, const std::string& bytes, bool resign) {
    bytes_[section] = bytes;
    if (resign) checksums_[section] = Checksums(section, bytes);
    MakeSections();
  }

 private:
  void MakeSections() {
    const char* const names[] = {"postings", "positions", "skips"};
    for (int i = 0; i < 3; ++i) {
      Section::Location location;
      location.file = "test.seg";
      location.name = names[i];
      location.segment_id = 1;
      location.number = static_cast<uint32_t>(i);
      section_[i] =
          std::make_unique<Section>(location, bytes_[i], checksums_[i]);
    }
    sections_ = {section_[0].get(), section_[1].get(), section_[2].get()};
  }

  std::string bytes_[3];
  std::string checksums_[3];
  std::unique_ptr<Section> section_[3];
  std::vector<TermInfo> infos_;
  PostingsSections sections_;
};

// Reads a whole list. Where the reader reports damage, `*status` is its status.
ModelList ReadList(const Lists& lists, const TermInfo& info,
                   absl::Status* status) {
  ModelList list;
  BlockReader reader;
  *status = reader.Open(lists.sections(), info, kNumDocs);
  for (uint32_t block = 0; status->ok() && block < reader.num_blocks();
       ++block) {
    if (!reader.Load(block) || reader.tfs() == nullptr) {
      *status = reader.status();
      break;
    }
    for (int i = 0; i < reader.size(); ++i) {
      ModelPosting posting = {reader.doc_ids()[i], {}};
      if (!reader.ReadPositions(i, &posting.positions)) {
        *status = reader.status();
        return list;
      }
      EXPECT_EQ(reader.tfs()[i], posting.positions.size());
      list.push_back(posting);
    }
  }
  return list;
}

inline void ExpectEqual(const ModelList& actual, const ModelList& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i) {
    ASSERT_EQ(actual[i].doc_id, expected[i].doc_id);
    ASSERT_EQ(actual[i].positions, expected[i].positions);
  }
}

// Lists of the lengths at which their shape changes.
inline std::vector<ModelList> BoundaryLists() {
  TestRandom random(25);
  std::vector<ModelList> lists;
  for (const uint32_t df :
       {1u, 2u, 127u, 128u, 129u, 255u, 256u, 257u, 32 * 128u, 32 * 128 + 1u,
        33 * 128u, 64 * 128 + 5u}) {
    lists.push_back(RandomList(&random, df));
  }
  lists.push_back({{kNumDocs - 1, {0}}});
  lists.push_back({{0, {0xffffffff}}});
  lists.push_back({{0, {0, 1, 0xffffffff}}});
  return lists;
}

}  // namespace telusur

#endif  // TELUSUR_TESTS_INDEX_SEGMENT_MODEL_LISTS_H_
