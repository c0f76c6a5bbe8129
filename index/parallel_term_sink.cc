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

// Chunks that stay lie anywhere in memory.
constexpr size_t kChunksAhead = 16;

// What is under way is memory that the caches have forgotten when its turn
// comes, and that has to be had from the system. This is enough to have work
// while a thread is at a large group.
constexpr uint64_t kMaxBytesUnderWay = 32 << 20;

// Encoded bytes that are held without a group before the segment takes them.
constexpr uint64_t kDrainBytes = 64 << 10;

}  // namespace

// Terms: their strings, their chunks and the chunks' form numbers. The last
// term may be without its strings yet.
struct ParallelTermSink::Group {
  struct Chunk {
    const char* place;  // nullptr: the chunk does not stay, it is in `copies`
    uint32_t size;
    uint32_t map_end;  // in form_numbers
  };
  struct Term {
    size_t names_end;  // of the term and its forms, in name_ends
    size_t chunks_end;
    size_t copies_end;
  };

  // Bytes that the group holds and is work for: chunks that are not its own
  // count as well, because lists come of them.
  uint64_t size() const {
    return chunk_bytes + names.size() + chunks.size() * sizeof(Chunk) +
           terms.size() * sizeof(Term) + name_ends.size() * sizeof(size_t) +
           form_numbers.size() * sizeof(uint32_t);
  }

  void AddChunk(absl::string_view chunk, bool stays,
                absl::Span<const uint32_t> chunk_form_numbers) {
    if (!stays) copies.append(chunk.data(), chunk.size());
    chunk_bytes += chunk.size();
    form_numbers.insert(form_numbers.end(), chunk_form_numbers.begin(),
                        chunk_form_numbers.end());
    chunks.push_back({stays ? chunk.data() : nullptr,
                      static_cast<uint32_t>(chunk.size()),
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
    terms.push_back({name_ends.size(), chunks.size(), copies.size()});
  }

  // Takes the chunks since the last term out.
  std::unique_ptr<Group> TakeUnfinishedTerm() {
    auto rest = std::make_unique<Group>();
    const Term before = terms.empty() ? Term{0, 0, 0} : terms.back();
    const uint32_t map_begin =
        before.chunks_end == 0 ? 0 : chunks[before.chunks_end - 1].map_end;
    rest->copies = copies.substr(before.copies_end);
    rest->form_numbers.assign(form_numbers.begin() + map_begin,
                              form_numbers.end());
    rest->chunks.assign(chunks.begin() + before.chunks_end, chunks.end());
    for (Chunk& chunk : rest->chunks) {
      chunk.map_end -= map_begin;
      rest->chunk_bytes += chunk.size;
    }
    chunk_bytes -= rest->chunk_bytes;
    copies.resize(before.copies_end);
    form_numbers.resize(map_begin);
    chunks.resize(before.chunks_end);
    return rest;
  }

  // Gives all terms to `sink`.
  absl::Status Replay(TermSink* sink) const;

  // Gives the chunks from number `begin` on to `sink`; the first that does not
  // stay is at `copy`.
  absl::Status ReplayChunks(size_t begin, size_t end, const char* copy,
                            TermSink* sink) const;

  std::string names;
  std::vector<size_t> name_ends;
  std::string copies;  // of chunks that do not stay
  uint64_t chunk_bytes = 0;
  std::vector<Chunk> chunks;
  std::vector<uint32_t> form_numbers;
  std::vector<Term> terms;
};

absl::Status ParallelTermSink::Group::Replay(TermSink* sink) const {
  std::vector<std::string> forms;
  const absl::string_view all_names = names;
  size_t name = 0;
  size_t name_begin = 0;
  Term before = {0, 0, 0};
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
    RETURN_IF_ERROR(ReplayChunks(before.chunks_end, term.chunks_end,
                                 copies.data() + before.copies_end, sink));
    RETURN_IF_ERROR(sink->FinishTerm());
    before = term;
  }
  return absl::OkStatus();
}

absl::Status ParallelTermSink::Group::ReplayChunks(size_t begin, size_t end,
                                                   const char* copy,
                                                   TermSink* sink) const {
  for (size_t i = begin; i < end; ++i) {
    if (i + kChunksAhead < chunks.size()) {
      __builtin_prefetch(chunks[i + kChunksAhead].place);
    }
    const Chunk& chunk = chunks[i];
    const bool stays = chunk.place != nullptr;
    const absl::string_view bytes(stays ? chunk.place : copy, chunk.size);
    if (!stays) copy += chunk.size;
    const uint32_t map = i == 0 ? 0 : chunks[i - 1].map_end;
    RETURN_IF_ERROR(sink->AddChunk(
        bytes, stays,
        absl::MakeConstSpan(form_numbers).subspan(map, chunk.map_end - map)));
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
    absl::string_view chunk, bool stays,
    absl::Span<const uint32_t> form_numbers) {
  if (is_direct_) {
    return direct_encoder_->sink.AddChunk(chunk, stays, form_numbers);
  }
  group_->AddChunk(chunk, stays, form_numbers);
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
  return term_group->ReplayChunks(0, term_group->chunks.size(),
                                  term_group->copies.data(), sink);
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
    if (bytes > std::min(max_bytes_under_way_, kMaxBytesUnderWay)) break;
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
