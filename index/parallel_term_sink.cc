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

// Terms: their strings, their chunks and the chunks' form numbers. The last
// term may be without its strings yet.
struct ParallelTermSink::Group {
  struct Chunk {
    uint32_t end;      // in bytes
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
    chunks.push_back({static_cast<uint32_t>(bytes.size()),
                      static_cast<uint32_t>(form_numbers.size())});
  }

  void AddName(absl::string_view name) {
    names.append(name.data(), name.size());
    name_ends.push_back(names.size());
  }

  // The chunks since the last term become the term's.
  void FinishTerm(absl::string_view term,
                  const std::vector<std::string>& forms) {
    AddName(term);
    for (const std::string& form : forms) AddName(form);
    terms.push_back({name_ends.size(), chunks.size()});
  }

  // Takes the chunks since the last term out.
  std::unique_ptr<Group> TakeUnfinishedTerm() {
    auto rest = std::make_unique<Group>();
    const size_t begin = terms.empty() ? 0 : terms.back().chunks_end;
    const Chunk before = begin == 0 ? Chunk{0, 0} : chunks[begin - 1];
    rest->bytes = bytes.substr(before.end);
    rest->form_numbers.assign(form_numbers.begin() + before.map_end,
                              form_numbers.end());
    for (size_t i = begin; i < chunks.size(); ++i) {
      rest->chunks.push_back(
          {chunks[i].end - before.end, chunks[i].map_end - before.map_end});
    }
    bytes.resize(before.end);
    form_numbers.resize(before.map_end);
    chunks.resize(begin);
    return rest;
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
    owner_->bytes_under_way_.pop_front();
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
      // A group becomes lists of no more bytes, and a thread that works on one
      // holds both. Strings hold up to twice what they need.
      max_bytes_under_way_(memory_bytes / 4),
      max_group_bytes_(std::min(
          kMaxGroupBytes,
          std::max(kMinGroupBytes,
                   max_bytes_under_way_ / (workers->num_threads() + 1)))),
      group_bytes_(std::min(kGroupBytes, max_group_bytes_)),
      group_(std::make_unique<Group>()) {
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
  group_->AddChunk(chunk, form_numbers);
  return group_->size() <= max_group_bytes_ ? absl::OkStatus() : MakeRoom();
}

// Sends the terms before the current one. If it is too large alone, encodes it
// from here on as it comes, after what is on its way.
absl::Status ParallelTermSink::MakeRoom() {
  std::unique_ptr<Group> term_group = group_->TakeUnfinishedTerm();
  RETURN_IF_ERROR(SendGroup());
  if (term_group->size() <= max_group_bytes_) {
    group_ = std::move(term_group);
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(workers_->Drain());
  is_direct_ = true;
  TermSink* const sink = &direct_encoder_->sink;
  RETURN_IF_ERROR(sink->StartTerm(term_, *forms_));
  return term_group->ReplayChunks(0, term_group->chunks.size(), sink);
}

absl::Status ParallelTermSink::FinishTerm() {
  if (is_direct_) {
    RETURN_IF_ERROR(direct_encoder_->sink.FinishTerm());
    // Groups may follow.
    return workers_->num_threads() == 1 ? absl::OkStatus()
                                        : direct_encoder_->encoder.Drain();
  }
  group_->FinishTerm(term_, *forms_);
  return group_->size() < group_bytes_ ? absl::OkStatus() : SendGroup();
}

absl::Status ParallelTermSink::SendGroup() {
  if (group_->terms.empty()) return absl::OkStatus();
  bytes_under_way_.push_back(group_->size());
  uint64_t bytes = 0;
  size_t max_left = 0;  // of the last groups, how many may be under way
  for (auto it = bytes_under_way_.rbegin(); it != bytes_under_way_.rend();
       ++it, ++max_left) {
    bytes += *it;
    if (bytes > max_bytes_under_way_) break;
  }
  auto job = std::make_unique<EncodeJob>(this, std::move(group_));
  group_ = std::make_unique<Group>();
  return workers_->Add(std::move(job), max_left);
}

absl::Status ParallelTermSink::Finish() {
  RETURN_IF_ERROR(SendGroup());
  RETURN_IF_ERROR(workers_->Drain());
  return direct_encoder_->encoder.Drain();
}

}  // namespace telusur
