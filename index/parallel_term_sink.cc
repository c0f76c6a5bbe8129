#include "index/parallel_term_sink.h"

#include <algorithm>
#include <utility>

#include "index/io/status_macros.h"
#include "index/segment/term_encoder.h"
#include "index/segment_term_sink.h"

namespace telusur {
namespace {

// Enough work for a thread to be worth the hand-over, and little enough for the
// group and its lists to stay in the second-level cache.
constexpr uint64_t kGroupBytes = 128 << 10;
constexpr uint64_t kMaxGroupBytes = 64 << 20;
constexpr uint64_t kMinGroupBytes = 16 << 10;

// Encoded bytes that are held without a group before the segment takes them.
constexpr uint64_t kDrainBytes = 64 << 10;

}  // namespace

// Whole terms: their strings, their chunks and the chunks' form numbers.
struct ParallelTermSink::Group {
  struct Chunk {
    uint64_t end;      // in bytes
    uint32_t map_end;  // in form_numbers
  };
  struct Term {
    size_t names_end;  // of the term and its forms, in name_ends
    size_t chunks_end;
  };

  uint64_t size() const {
    return bytes.size() + names.size() + chunks.size() * sizeof(Chunk) +
           terms.size() * sizeof(Term) + name_ends.size() * sizeof(size_t) +
           form_numbers.size() * sizeof(uint32_t);
  }

  void AddChunk(absl::string_view chunk,
                absl::Span<const uint32_t> chunk_form_numbers) {
    bytes.append(chunk.data(), chunk.size());
    form_numbers.insert(form_numbers.end(), chunk_form_numbers.begin(),
                        chunk_form_numbers.end());
    chunks.push_back(
        {bytes.size(), static_cast<uint32_t>(form_numbers.size())});
  }

  void AddName(absl::string_view name) {
    names.append(name.data(), name.size());
    name_ends.push_back(names.size());
  }

  // Adds the term whose chunks are those of `term_chunks`.
  void AddTerm(absl::string_view term, const std::vector<std::string>& forms,
               const Group& term_chunks) {
    const uint64_t bytes_before = bytes.size();
    const uint32_t map_before = static_cast<uint32_t>(form_numbers.size());
    bytes.append(term_chunks.bytes);
    form_numbers.insert(form_numbers.end(), term_chunks.form_numbers.begin(),
                        term_chunks.form_numbers.end());
    for (const Chunk& chunk : term_chunks.chunks) {
      chunks.push_back({bytes_before + chunk.end, map_before + chunk.map_end});
    }
    AddName(term);
    for (const std::string& form : forms) AddName(form);
    terms.push_back({name_ends.size(), chunks.size()});
  }

  void Clear() {
    names.clear();
    name_ends.clear();
    bytes.clear();
    chunks.clear();
    form_numbers.clear();
    terms.clear();
  }

  // Gives all terms to `sink`.
  absl::Status Replay(TermSink* sink) const;

  // Gives the chunks from number `begin` on to `sink`.
  absl::Status ReplayChunks(size_t begin, size_t end, TermSink* sink) const;

  std::string names;
  std::vector<size_t> name_ends;
  std::string bytes;  // of chunks
  std::vector<Chunk> chunks;
  std::vector<uint32_t> form_numbers;
  std::vector<Term> terms;
};

absl::Status ParallelTermSink::Group::Replay(TermSink* sink) const {
  std::vector<std::string> forms;
  const absl::string_view all_names = names;
  size_t name = 0;
  size_t name_begin = 0;
  size_t chunk = 0;
  const auto next_name = [&] {
    const absl::string_view result =
        all_names.substr(name_begin, name_ends[name] - name_begin);
    name_begin = name_ends[name++];
    return result;
  };
  for (const Term& term : terms) {
    const absl::string_view text = next_name();
    forms.resize(term.names_end - name);
    for (std::string& form : forms) {
      const absl::string_view form_text = next_name();
      form.assign(form_text.data(), form_text.size());
    }
    RETURN_IF_ERROR(sink->StartTerm(text, forms));
    RETURN_IF_ERROR(ReplayChunks(chunk, term.chunks_end, sink));
    RETURN_IF_ERROR(sink->FinishTerm());
    chunk = term.chunks_end;
  }
  return absl::OkStatus();
}

absl::Status ParallelTermSink::Group::ReplayChunks(size_t begin, size_t end,
                                                   TermSink* sink) const {
  const absl::string_view all = bytes;
  for (size_t i = begin; i < end; ++i) {
    const uint64_t from = i == 0 ? 0 : chunks[i - 1].end;
    const uint32_t map = i == 0 ? 0 : chunks[i - 1].map_end;
    RETURN_IF_ERROR(sink->AddChunk(all.substr(from, chunks[i].end - from),
                                   absl::MakeConstSpan(form_numbers)
                                       .subspan(map, chunks[i].map_end - map)));
  }
  return absl::OkStatus();
}

struct ParallelTermSink::Encoder {
  Encoder(uint32_t num_docs, const DocIdMap* doc_ids,
          TermEncoderOptions options)
      : encoder(std::move(options), &terms),
        sink(num_docs, doc_ids, &encoder) {}

  EncodedTerms terms;
  TermEncoder encoder;
  SegmentTermSink sink;
};

class ParallelTermSink::EncodeJob : public OrderedWorkers::Job {
 public:
  EncodeJob(ParallelTermSink* owner, std::unique_ptr<Group> group)
      : owner_(owner), group_(std::move(group)) {}

  void Run(int worker) override {
    Encoder* const encoder = owner_->encoders_[worker].get();
    status_ = group_->Replay(&encoder->sink);
    group_.reset();
    std::swap(terms_, encoder->terms);
  }

  absl::Status Finish() override {
    RETURN_IF_ERROR(status_);
    return owner_->writer_->AppendTerms(terms_);
  }

 private:
  ParallelTermSink* const owner_;
  std::unique_ptr<Group> group_;
  EncodedTerms terms_;
  absl::Status status_;
};

ParallelTermSink::ParallelTermSink(uint32_t num_docs, const DocIdMap* doc_ids,
                                   SegmentWriter* writer,
                                   OrderedWorkers* workers,
                                   uint64_t memory_bytes)
    : writer_(writer),
      workers_(workers),
      // A job holds a group or its lists, a thread that works on one both; and
      // one group is being filled. Strings hold up to twice what they need.
      max_group_bytes_(std::min(
          kMaxGroupBytes,
          std::max(kMinGroupBytes,
                   memory_bytes / (2 * (workers->max_jobs() +
                                        workers->num_threads() + 1))))),
      group_bytes_(std::min(kGroupBytes, max_group_bytes_)),
      group_(std::make_unique<Group>()),
      term_group_(std::make_unique<Group>()) {
  for (int i = 0; i < workers->num_threads(); ++i) {
    encoders_.push_back(
        std::make_unique<Encoder>(num_docs, doc_ids, writer->EncoderOptions()));
  }
  TermEncoderOptions options = writer->EncoderOptions();
  options.drain_bytes = kDrainBytes;
  options.drain = [this] {
    EncodedTerms* const terms = &direct_encoder_->terms;
    const absl::Status status = writer_->AppendTerms(*terms);
    terms->Clear();
    return status;
  };
  direct_encoder_ =
      std::make_unique<Encoder>(num_docs, doc_ids, std::move(options));
}

ParallelTermSink::~ParallelTermSink() {
  // Jobs use this object.
  workers_->Drain().IgnoreError();
}

absl::Status ParallelTermSink::StartTerm(
    absl::string_view term, const std::vector<std::string>& forms) {
  term_ = term;
  forms_ = &forms;
  is_direct_ = workers_->num_threads() == 1;
  return is_direct_ ? direct_encoder_->sink.StartTerm(term, forms)
                    : absl::OkStatus();
}

absl::Status ParallelTermSink::AddChunk(
    absl::string_view chunk, absl::Span<const uint32_t> form_numbers) {
  if (is_direct_) return direct_encoder_->sink.AddChunk(chunk, form_numbers);
  term_group_->AddChunk(chunk, form_numbers);
  return term_group_->size() <= max_group_bytes_ ? absl::OkStatus()
                                                 : BeginLargeTerm();
}

// Encodes the current term from here on as it comes, after what is on its way.
absl::Status ParallelTermSink::BeginLargeTerm() {
  RETURN_IF_ERROR(SendGroup());
  RETURN_IF_ERROR(workers_->Drain());
  is_direct_ = true;
  TermSink* const sink = &direct_encoder_->sink;
  RETURN_IF_ERROR(sink->StartTerm(term_, *forms_));
  RETURN_IF_ERROR(
      term_group_->ReplayChunks(0, term_group_->chunks.size(), sink));
  term_group_ = std::make_unique<Group>();
  return absl::OkStatus();
}

absl::Status ParallelTermSink::FinishTerm() {
  if (is_direct_) {
    RETURN_IF_ERROR(direct_encoder_->sink.FinishTerm());
    // Groups may follow.
    return workers_->num_threads() == 1 ? absl::OkStatus()
                                        : direct_encoder_->encoder.Drain();
  }
  if (group_->size() + term_group_->size() > max_group_bytes_) {
    RETURN_IF_ERROR(SendGroup());
  }
  group_->AddTerm(term_, *forms_, *term_group_);
  term_group_->Clear();
  return group_->size() < group_bytes_ ? absl::OkStatus() : SendGroup();
}

absl::Status ParallelTermSink::SendGroup() {
  if (group_->terms.empty()) return absl::OkStatus();
  auto job = std::make_unique<EncodeJob>(this, std::move(group_));
  group_ = std::make_unique<Group>();
  return workers_->Add(std::move(job));
}

absl::Status ParallelTermSink::Finish() {
  RETURN_IF_ERROR(SendGroup());
  RETURN_IF_ERROR(workers_->Drain());
  return direct_encoder_->encoder.Drain();
}

}  // namespace telusur
