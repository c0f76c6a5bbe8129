#include "index/parallel_term_sink.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "index/doc_id_map.h"
#include "index/ordered_workers.h"
#include "index/posting_chunk.h"
#include "index/segment/segment_writer.h"
#include "index/segment/term_encoder.h"
#include "index/segment_term_sink.h"
#include "tests/support/must.h"
#include "tests/support/packed_occurrences.h"
#include "tests/support/random_collection.h"
#include "tests/support/recording_file_system.h"

namespace telusur {
namespace {

constexpr uint32_t kNumDocs = 20000;

struct TestChunk {
  std::string bytes;
  bool stays;
};

struct TestTerm {
  std::string term;
  std::vector<std::string> forms;
  std::vector<TestChunk> chunks;
};

// Terms of one chunk and of many, in one form and in three. Some chunks stay.
std::vector<TestTerm> RandomTerms(uint64_t seed) {
  TestRandom random(seed);
  std::vector<TestTerm> terms;
  for (int i = 0; i < 400; ++i) {
    TestTerm term;
    term.term = absl::StrCat("t", 1000 + i);
    for (uint32_t form = 0; form < (i % 5 == 0 ? 3 : 1); ++form) {
      term.forms.push_back(absl::StrCat(term.term, "_", form));
    }
    // A few terms are larger than the largest group.
    const uint32_t num_docs = i % 130 == 7 ? kNumDocs : 1 + random() % 300;
    const uint32_t step = kNumDocs / num_docs;
    std::vector<Occurrence> occurrences;
    std::vector<uint32_t> forms;
    const auto end_chunk = [&] {
      if (occurrences.empty()) return;
      const PackedForTest packed(occurrences);
      std::string bytes(MaxChunkBytes(occurrences.size()), '\0');
      const char* const end =
          term.forms.size() > 1 ? EncodeChunk(packed.get(), forms, 0, &bytes[0])
                                : EncodeChunk(packed.get(), {}, 0, &bytes[0]);
      bytes.resize(end - bytes.data());
      term.chunks.push_back({bytes, random() % 2 == 0});
      occurrences.clear();
      forms.clear();
    };
    for (uint32_t doc = 0; doc < num_docs; ++doc) {
      uint32_t position = random() % 100;
      for (uint32_t tf = 1 + random() % 3; tf > 0; --tf) {
        occurrences.push_back({doc * step, position += 1 + random() % 50});
        forms.push_back(random() % term.forms.size());
      }
      if (random() % 40 == 0 || occurrences.size() > 4000) end_chunk();
    }
    end_chunk();
    terms.push_back(term);
  }
  return terms;
}

// Gives `terms` to `sink`; chunks that do not stay are gone after each call.
void AddTerms(const std::vector<TestTerm>& terms, TermSink* sink) {
  for (const TestTerm& term : terms) {
    // The forms' numbers in the chunks are the other way round.
    std::vector<uint32_t> form_numbers;
    for (size_t i = term.forms.size(); i-- > 0;) form_numbers.push_back(i);
    Must(sink->StartTerm(term.term, term.forms));
    for (const TestChunk& chunk : term.chunks) {
      std::string copy = chunk.bytes;
      Must(sink->AddChunk(chunk.stays ? chunk.bytes : copy, chunk.stays,
                          form_numbers));
      std::fill(copy.begin(), copy.end(), '\xff');
    }
    Must(sink->FinishTerm());
  }
}

// The bytes of a segment that gets `terms` through the sink that `add` makes.
template <typename Add>  // void(SegmentWriter*, const DocIdMap*)
std::string SegmentBytes(Add add) {
  RecordingFileSystem fs;
  SegmentWriterOptions options;
  int num_temp_files = 0;
  options.new_temp_path = [&] { return absl::StrCat("tmp", num_temp_files++); };
  SegmentWriter writer(&fs, options);
  DocIdMap doc_ids;
  for (uint32_t i = 0; i < kNumDocs; ++i) {
    if (i % 100 == 3) {
      doc_ids.LeaveOut(i, kNumDocs);
      continue;
    }
    const std::string id = absl::StrCat(i);
    DocumentEntry entry;
    entry.id = id;
    entry.doc_length = 100 + i % 50;
    Must(writer.AddDocument(entry));
  }
  doc_ids.Finish();
  Must(writer.BeginTerms());
  add(&writer, &doc_ids);
  const std::unique_ptr<WritableFile> file = Must(fs.Create("segment"));
  Must(writer.Finish(file.get()));
  Must(file->Close());
  return Must(ReadWholeFile(&fs, "segment", 1 << 30));
}

TEST(ParallelTermSinkTest, TheBytesAreThoseOfOneEncoder) {
  for (uint64_t seed = 1; seed <= 2; ++seed) {
    const std::vector<TestTerm> terms = RandomTerms(seed);
    const std::string expected =
        SegmentBytes([&](SegmentWriter* writer, const DocIdMap* doc_ids) {
          EncodedTerms encoded;
          TermEncoder encoder(writer->EncoderOptions(), &encoded);
          SegmentTermSink sink(kNumDocs, doc_ids, &encoder);
          AddTerms(terms, &sink);
          Must(writer->AppendTerms(encoded));
        });
    for (const int num_threads : {1, 2, 5}) {
      // From groups that hold a few terms to one that holds nearly all.
      for (const uint64_t memory_bytes : {100 << 10, 1 << 20, 256 << 20}) {
        const std::string bytes =
            SegmentBytes([&](SegmentWriter* writer, const DocIdMap* doc_ids) {
              OrderedWorkers workers(num_threads);
              ParallelTermSink sink(kNumDocs, doc_ids, writer, &workers,
                                    memory_bytes);
              AddTerms(terms, &sink);
              Must(sink.Finish());
            });
        EXPECT_TRUE(bytes == expected)
            << "seed " << seed << ", " << num_threads << " threads, "
            << memory_bytes << " bytes";
      }
    }
  }
}

TEST(ParallelTermSinkTest, DamagedChunksAreDataLoss) {
  SegmentBytes([&](SegmentWriter* writer, const DocIdMap* doc_ids) {
    OrderedWorkers workers(2);
    ParallelTermSink sink(kNumDocs, doc_ids, writer, &workers, 1 << 20);
    const std::vector<std::string> forms = {"a"};
    Must(sink.StartTerm("a", forms));
    Must(sink.AddChunk(absl::string_view("\x00\x01", 2), /*stays=*/true, {0}));
    Must(sink.FinishTerm());
    EXPECT_TRUE(absl::IsDataLoss(sink.Finish()));
  });
}

}  // namespace
}  // namespace telusur
