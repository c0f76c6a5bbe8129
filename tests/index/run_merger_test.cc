#include "index/run_merger.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "index/doc_id_map.h"
#include "index/io/status_macros.h"
#include "index/posting_chunk.h"
#include "index/segment/segment_reader.h"
#include "index/segment/segment_writer.h"
#include "index/segment/term_encoder.h"
#include "index/segment_term_sink.h"
#include "tests/support/must.h"
#include "tests/support/random_collection.h"
#include "tests/support/recording_file_system.h"
#include "tests/support/run_model.h"

namespace telusur {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

constexpr uint32_t kNumDocs = 500;

using Places = std::map<DocId, std::vector<uint32_t>>;

// A term of a segment: where it stands, and where its forms do. A term of one
// form has that form's spelling alone.
struct SegmentTerm {
  Places places;
  std::map<std::string, Places> forms;
  std::string single_form;

  friend bool operator==(const SegmentTerm& a, const SegmentTerm& b) {
    return a.places == b.places && a.forms == b.forms &&
           a.single_form == b.single_form;
  }
};

using SegmentModel = std::map<std::string, SegmentTerm>;

// What merging should give: documents renumbered or left out, each place once.
SegmentModel Expected(const RunModel& run,
                      const std::vector<DocId>& new_doc_ids) {
  SegmentModel model;
  for (const ModelTerm& term : run) {
    std::map<DocId, std::set<uint32_t>> places;
    std::map<std::string, std::map<DocId, std::set<uint32_t>>> forms;
    for (const auto& [old_doc_id, position, form] : term.occurrences) {
      const DocId doc_id =
          new_doc_ids.empty() ? old_doc_id : new_doc_ids[old_doc_id];
      if (doc_id == kNoMoreDocs) continue;
      places[doc_id].insert(position);
      forms[form][doc_id].insert(position);
    }
    if (places.empty()) continue;
    const auto as_vectors = [](const auto& sets) {
      Places result;
      for (const auto& [doc_id, positions] : sets) {
        result[doc_id].assign(positions.begin(), positions.end());
      }
      return result;
    };
    SegmentTerm& result = model[term.term];
    result.places = as_vectors(places);
    if (forms.size() == 1) {
      result.single_form = forms.begin()->first;
    } else {
      for (const auto& [form, form_places] : forms) {
        result.forms[form] = as_vectors(form_places);
      }
    }
  }
  return model;
}

Places ReadPlaces(const SegmentReader& segment, const TermInfo& info) {
  Places places;
  BlockReader list;
  Must(segment.OpenList(info, &list));
  uint64_t cf = 0;
  for (uint32_t block = 0; block < list.num_blocks(); ++block) {
    EXPECT_TRUE(list.Load(block)) << list.status();
    for (int i = 0; i < list.size(); ++i) {
      std::vector<uint32_t>& positions = places[list.doc_ids()[i]];
      EXPECT_TRUE(list.ReadPositions(i, &positions)) << list.status();
      cf += positions.size();
    }
  }
  EXPECT_EQ(info.df, places.size());
  EXPECT_EQ(info.cf, cf);
  return places;
}

SegmentModel ReadSegment(const SegmentReader& segment) {
  SegmentModel model;
  TermDictionary::Iterator terms(&segment.dictionary());
  std::string term;
  for (Must(terms.Seek("")); terms.Valid(); Must(terms.Next())) {
    const TermEntry& entry = terms.entry();
    const Places places = ReadPlaces(segment, entry.info);
    if (entry.info.is_form) {
      const std::string form(FormOfKey(entry.term));
      EXPECT_EQ(entry.term, FormKey(term, form));
      model[term].forms[form] = places;
      model[term].single_form.clear();
      continue;
    }
    term = entry.term;
    model[term].places = places;
    model[term].single_form = entry.form.empty() ? entry.term : entry.form;
  }
  return model;
}

// The forms that occur.
std::vector<std::string> FormsOf(const ModelTerm& term) {
  std::set<std::string> forms;
  for (const auto& occurrence : term.occurrences) {
    forms.insert(std::get<2>(occurrence));
  }
  return {forms.begin(), forms.end()};
}

// Terms of which some have many forms and some are spelled as they are.
RunModel RandomRun(uint64_t seed) {
  TestRandom random(seed);
  RunModel run;
  for (int i = 0; i < 60; ++i) {
    ModelTerm term;
    term.term = absl::StrCat("t", 100 + i);
    const uint32_t num_forms = i % 3 == 0 ? 1 + random() % 5 : 1;
    for (uint32_t form = 0; form < num_forms; ++form) {
      term.forms.push_back(form == 0 ? term.term
                                     : absl::StrCat(term.term, "_", form));
    }
    if (random() % 2 == 0) term.forms[0] = absl::StrCat("x", term.term);
    std::sort(term.forms.begin(), term.forms.end());
    std::set<std::pair<DocId, uint32_t>> places;
    const uint32_t n = 1 + SkewedNumber(i == 0 ? 20000 : 400, &random);
    while (places.size() < n) {
      places.emplace(random() % kNumDocs, random() % 200);
    }
    for (const auto& [doc_id, position] : places) {
      // Sometimes two forms at one place.
      for (uint32_t k = 1 + (random() % 8 == 0); k > 0; --k) {
        term.occurrences.emplace_back(
            doc_id, position, term.forms[SkewedNumber(num_forms, &random)]);
      }
    }
    term.forms = FormsOf(term);
    run.push_back(term);
  }
  return run;
}

// The run that a build has which never saw the documents that are left out.
RunModel Without(const RunModel& run, const std::vector<DocId>& new_doc_ids) {
  RunModel result;
  for (const ModelTerm& term : run) {
    ModelTerm kept = {term.term, {}, {}};
    for (const auto& [doc_id, position, form] : term.occurrences) {
      if (new_doc_ids[doc_id] == kNoMoreDocs) continue;
      kept.occurrences.emplace_back(new_doc_ids[doc_id], position, form);
    }
    kept.forms = FormsOf(kept);
    if (!kept.forms.empty()) result.push_back(kept);
  }
  return result;
}

// Deals the occurrences of `run` out to `num_runs`: those of one place, too.
// Chunks of one occurrence then keep runs' promise not to overlap.
std::vector<RunModel> Split(const RunModel& run, uint32_t num_runs,
                            TestRandom* random) {
  std::vector<RunModel> parts(num_runs);
  for (const ModelTerm& term : run) {
    std::vector<ModelTerm> dealt(num_runs, ModelTerm{term.term, {}, {}});
    uint32_t part = (*random)() % num_runs;
    for (const auto& occurrence : term.occurrences) {
      if ((*random)() % 8 == 0) part = (*random)() % num_runs;
      dealt[part].occurrences.push_back(occurrence);
    }
    for (uint32_t i = 0; i < num_runs; ++i) {
      if (dealt[i].occurrences.empty()) continue;
      dealt[i].forms = FormsOf(dealt[i]);
      parts[i].push_back(dealt[i]);
    }
  }
  return parts;
}

DocIdMap MapOf(const std::vector<DocId>& new_doc_ids) {
  DocIdMap map;
  for (DocId i = 0; i < new_doc_ids.size(); ++i) {
    if (new_doc_ids[i] == kNoMoreDocs) {
      map.LeaveOut(i, static_cast<uint32_t>(new_doc_ids.size()));
    }
  }
  map.Finish();
  return map;
}

absl::Status TryMerge(std::vector<std::unique_ptr<RunCursor>> cursors,
                      uint32_t num_docs, const DocIdMap& doc_ids,
                      SegmentWriter* writer) {
  EncodedTerms terms;
  TermEncoder encoder(writer->EncoderOptions(), &terms);
  SegmentTermSink sink(num_docs, &doc_ids, &encoder);
  RETURN_IF_ERROR(MergeRuns(std::move(cursors), &sink));
  return writer->AppendTerms(terms);
}

// Merges runs into a segment of `num_docs` documents; its file's bytes are
// returned, too.
std::unique_ptr<SegmentReader> Merge(RecordingFileSystem* fs,
                                     const std::vector<RunModel>& runs,
                                     const std::vector<DocId>& new_doc_ids,
                                     uint32_t num_docs, std::string* bytes,
                                     size_t chunk_size = 1) {
  SegmentWriterOptions options;
  int num_temp_files = 0;
  options.new_temp_path = [&] { return absl::StrCat("tmp", num_temp_files++); };
  SegmentWriter writer(fs, options);
  for (uint32_t i = 0; i < num_docs; ++i) {
    const std::string id = absl::StrCat(i);
    DocumentEntry entry;
    entry.id = id;
    entry.doc_length = 100 + i % 50;
    Must(writer.AddDocument(entry));
  }
  Must(writer.BeginTerms());
  std::vector<std::unique_ptr<RunCursor>> cursors;
  for (const RunModel& run : runs) {
    cursors.push_back(std::make_unique<ModelCursor>(&run, chunk_size));
  }
  const DocIdMap doc_ids = MapOf(new_doc_ids);
  Must(TryMerge(std::move(cursors), kNumDocs, doc_ids, &writer));
  const std::unique_ptr<WritableFile> file = Must(fs->Create("segment"));
  Must(writer.Finish(file.get()));
  Must(file->Close());
  *bytes = Must(ReadWholeFile(fs, "segment", 1 << 30));
  return Must(SegmentReader::Open(fs, "segment"));
}

TEST(RunMergerTest, TheSegmentHasTheUnionOfTheRuns) {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE(seed);
    TestRandom random(seed);
    const RunModel run = RandomRun(seed);
    std::string bytes_of_one;
    RecordingFileSystem fs;
    EXPECT_EQ(ReadSegment(*Merge(&fs, {run}, {}, kNumDocs, &bytes_of_one)),
              Expected(run, {}));
    for (const size_t chunk_size : {size_t{97}, kMaxChunkOccurrences}) {
      std::string bytes;
      Merge(&fs, {run}, {}, kNumDocs, &bytes, chunk_size);
      EXPECT_TRUE(bytes == bytes_of_one) << chunk_size;
    }
    for (const uint32_t num_runs : {2, 3, 10}) {
      std::string bytes;
      const auto segment =
          Merge(&fs, Split(run, num_runs, &random), {}, kNumDocs, &bytes);
      EXPECT_EQ(ReadSegment(*segment), Expected(run, {}));
      EXPECT_TRUE(bytes == bytes_of_one) << num_runs;
    }
  }
}

TEST(RunMergerTest, LeftOutDocumentsAreGoneFromEveryList) {
  for (uint64_t seed = 11; seed <= 18; ++seed) {
    SCOPED_TRACE(seed);
    TestRandom random(seed);
    const RunModel run = RandomRun(seed);
    std::vector<DocId> new_doc_ids;
    DocId next = 0;
    // From a few left out to nearly all, so that terms and forms vanish.
    const uint32_t kept_of_100 = 1 + random() % 100;
    for (DocId i = 0; i < kNumDocs; ++i) {
      new_doc_ids.push_back(random() % 100 < kept_of_100 ? next++
                                                         : kNoMoreDocs);
    }
    RecordingFileSystem fs;
    std::string bytes;
    const auto segment =
        Merge(&fs, Split(run, 3, &random), new_doc_ids, next, &bytes);
    EXPECT_EQ(ReadSegment(*segment), Expected(run, new_doc_ids));
    std::string expected_bytes;
    Merge(&fs, {Without(run, new_doc_ids)}, {}, next, &expected_bytes);
    EXPECT_TRUE(bytes == expected_bytes);
  }
}

TEST(RunMergerTest, ATermWhoseOtherFormsVanishedHasOneForm) {
  const ModelTerm term = {
      "makan",
      {"dimakan", "makan", "makanan"},
      {{0, 1, "dimakan"}, {1, 7, "makanan"}, {2, 3, "makan"}}};
  RecordingFileSystem fs;
  std::string bytes;
  const auto segment =
      Merge(&fs, {{term}}, {kNoMoreDocs, 0, kNoMoreDocs}, 1, &bytes);
  EXPECT_EQ(segment->dictionary().num_keys(), 1);
  const SegmentModel model = ReadSegment(*segment);
  EXPECT_EQ(model.at("makan").single_form, "makanan");
  EXPECT_THAT(model.at("makan").places, ElementsAre(Pair(0, ElementsAre(7))));
}

TEST(RunMergerTest, DamagedChunksAreDataLoss) {
  class ChunkCursor : public RunCursor {
   public:
    explicit ChunkCursor(std::string chunk) : chunk_(std::move(chunk)) {}
    absl::Status NextTerm() override {
      ++num_terms_;
      return absl::OkStatus();
    }
    bool Valid() const override { return num_terms_ == 1; }
    absl::string_view term() const override { return "a"; }
    const std::vector<absl::string_view>& forms() const override {
      return forms_;
    }
    absl::Status NextChunk(absl::string_view* chunk) override {
      *chunk = num_chunks_++ == 0 ? absl::string_view(chunk_) : "";
      return absl::OkStatus();
    }

   private:
    const std::string chunk_;
    const std::vector<absl::string_view> forms_ = {"a", "b"};
    int num_terms_ = 0;
    int num_chunks_ = 0;
  };
  const std::string kChunks[] = {
      std::string("\x00\x00\x05\x01", 4),      // document 5 of 2
      std::string("\x10\x00\x00\x01", 4),      // form 2 of 2
      std::string("\x01\x00\x00\x01\x02", 5),  // the same, of an occurrence
      std::string("\x00\x00\x01", 3),          // no position
  };
  for (const std::string& chunk : kChunks) {
    for (const int num_runs : {1, 2}) {
      RecordingFileSystem fs;
      SegmentWriterOptions options;
      options.new_temp_path = [] { return "tmp"; };
      SegmentWriter writer(&fs, options);
      for (int i = 0; i < 2; ++i) Must(writer.AddDocument(DocumentEntry()));
      Must(writer.BeginTerms());
      std::vector<std::unique_ptr<RunCursor>> cursors;
      for (int i = 0; i < num_runs; ++i) {
        cursors.push_back(std::make_unique<ChunkCursor>(chunk));
      }
      EXPECT_TRUE(absl::IsDataLoss(
          TryMerge(std::move(cursors), 2, DocIdMap(), &writer)));
    }
  }
}

TEST(RunMergerTest, NoRunsMakeASegmentWithoutTerms) {
  RecordingFileSystem fs;
  std::string bytes;
  EXPECT_TRUE(ReadSegment(*Merge(&fs, {}, {}, 3, &bytes)).empty());
  EXPECT_TRUE(ReadSegment(*Merge(&fs, {{}, {}}, {}, 0, &bytes)).empty());
}

TEST(RunMergerTest, ErrorsOfRunsAreReturned) {
  class DamagedCursor : public ModelCursor {
   public:
    DamagedCursor(const RunModel* model, int num_good)
        : ModelCursor(model, 3), num_good_(num_good) {}
    absl::Status NextTerm() override {
      RETURN_IF_ERROR(Spend());
      return ModelCursor::NextTerm();
    }
    absl::Status NextChunk(absl::string_view* chunk) override {
      RETURN_IF_ERROR(Spend());
      return ModelCursor::NextChunk(chunk);
    }

   private:
    absl::Status Spend() {
      return num_good_-- > 0 ? absl::OkStatus()
                             : absl::DataLossError("damaged");
    }
    int num_good_;
  };
  const RunModel run = {
      {"a", {"a"}, {{0, 1, "a"}, {0, 2, "a"}, {1, 0, "a"}, {1, 5, "a"}}},
      {"b", {"b"}, {{1, 1, "b"}}}};
  for (int num_good = 0; num_good < 8; ++num_good) {
    RecordingFileSystem fs;
    SegmentWriterOptions options;
    options.new_temp_path = [] { return "tmp"; };
    SegmentWriter writer(&fs, options);
    for (int i = 0; i < 2; ++i) Must(writer.AddDocument(DocumentEntry()));
    Must(writer.BeginTerms());
    std::vector<std::unique_ptr<RunCursor>> cursors;
    cursors.push_back(std::make_unique<ModelCursor>(&run, 1));
    cursors.push_back(std::make_unique<DamagedCursor>(&run, num_good));
    EXPECT_TRUE(
        absl::IsDataLoss(TryMerge(std::move(cursors), 2, DocIdMap(), &writer)))
        << num_good;
  }
}

}  // namespace
}  // namespace telusur
