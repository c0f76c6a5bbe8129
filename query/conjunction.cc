#include "query/conjunction.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>
#include <vector>

#include "absl/container/fixed_array.h"
#include "absl/container/inlined_vector.h"
#include "index/io/status_macros.h"
#include "index/segment_docs.h"
#include "query/block_intersection.h"
#include "query/bm25.h"
#include "query/impact_bounds.h"
#include "query/list_intersection.h"
#include "query/phrase_match.h"

namespace telusur {
namespace {

// Up to so many lists need no memory from the heap.
constexpr size_t kUsualLists = 4;

// Stretches between two looks at the flag.
constexpr uint32_t kStretchesPerCheck = 256;

// One list of the AND while it is evaluated.
struct AndList {
  // Not the implicit one, which would write zeros to all arrays.
  AndList() {}

  BlockReader blocks;
  float scale = 0;
  ImpactBounds bounds;
  bool is_scored = false;
  uint32_t df = 0;
  uint32_t max_score = 0;
  uint32_t block = 0;      // the one that the stretch is in
  DocId last = 0;          // of the block; 0 at first
  int from = 0;            // postings of the loaded block that are behind
  uint8_t at[kBlockSize];  // the candidates' places in the loaded block

  // The largest impact of the block, as a byte.
  uint8_t MaxImpact() const { return blocks.max_impact(block); }

  // Moves to the first block, from this one on, that reaches `target`. False
  // when there is none.
  bool MoveTo(DocId target) {
    if (target <= last && last > 0) return true;
    block = blocks.FindBlock(block, target);
    if (block == blocks.num_blocks()) return false;
    last = blocks.last_doc_id(block);
    return true;
  }

  // Loads the block. False at damage.
  bool Load() {
    if (blocks.block() != block) from = 0;
    return blocks.Load(block);
  }
};

struct PhraseState {
  PhraseState(const AndPhrase& phrase, const TermScorer& scorer,
              const ImpactRatio& ratio)
      : matcher(phrase.offsets, phrase.slop),
        scorer(scorer),
        bounds(scorer, ratio) {}

  PhraseMatcher matcher;
  TermScorer scorer;
  ImpactBounds bounds;
  std::vector<AndList*> words;

  // How many of the words bound the phrase's tf: it occurs no more often than
  // any of its words, but a loose phrase may start twice for one occurrence of
  // a later word.
  size_t num_bounding = 0;
  std::vector<size_t> order;        // of words, the rarest first
  uint32_t bound = 0;               // of its score in the stretch
  uint32_t max_scores[kBlockSize];  // and in each candidate
};

class ConjunctionEvaluator {
 public:
  // `top` is nullptr when matches are only counted.
  ConjunctionEvaluator(const SegmentReader& segment, size_t num_terms,
                       DocFilter* filter, TopK* top)
      : segment_(segment),
        docs_(filter->docs()),
        filter_(filter->is_open() ? nullptr : filter),
        top_(top),
        lists_(num_terms),
        rest_bounds_(num_terms + 1) {
    if (top != nullptr) top->BeginSegment(docs_.in_order());
  }

  absl::Status Open(const AndQuery& query) {
    const SegmentMetadata& metadata = segment_.metadata();
    model_ = ImpactModel::For(query.bm25, query.avg_doc_length);
    const ImpactRatio ratio = ImpactRatio::Between(
        ImpactModel::For(metadata.bm25, metadata.avg_doc_length), model_);
    const TermPlaces rarest_first = RarestFirst(query);
    TermPlaces places(lists_.size());
    for (size_t i = 0; i < lists_.size(); ++i) {
      const size_t term = rarest_first[i];
      places[term] = i;
      RETURN_IF_ERROR(OpenList(query, query.terms[term], ratio, &lists_[i]));
    }
    for (const AndPhrase& phrase : query.phrases) {
      OpenPhrase(query, phrase, ratio, places);
    }
    for (const AndList& list : lists_) max_score_ += list.max_score;
    return absl::OkStatus();
  }

  absl::Status Run(const SearchControl& control) {
    for (uint32_t i = 1; NextStretch(); ++i) {
      if (i % kStretchesPerCheck == 0 && control.IsCancelled()) {
        return control.Error();
      }
      if (MayMatter() && !EvaluateStretch()) break;
      if (last_ == kNoMoreDocs) break;
      begin_ = last_ + 1;
    }
    absl::Status status;
    for (const AndList& list : lists_) status.Update(list.blocks.status());
    if (filter_ != nullptr) status.Update(filter_->status());
    return status;
  }

  uint64_t num_matches() const { return num_matches_; }

 private:
  using TermPlaces = absl::InlinedVector<size_t, kUsualLists>;

  static TermPlaces RarestFirst(const AndQuery& query) {
    TermPlaces terms(query.terms.size());
    std::iota(terms.begin(), terms.end(), 0);
    std::sort(terms.begin(), terms.end(), [&query](size_t a, size_t b) {
      return std::make_pair(query.terms[a].info.df, a) <
             std::make_pair(query.terms[b].info.df, b);
    });
    return terms;
  }

  absl::Status OpenList(const AndQuery& query, const AndTerm& term,
                        const ImpactRatio& ratio, AndList* list) {
    const TermScorer scorer(term.weight, query.bm25, query.avg_doc_length);
    list->df = term.info.df;
    list->scale = scorer.scale();
    list->bounds = ImpactBounds(scorer, ratio);
    list->is_scored = top_ != nullptr && term.is_scored;
    if (list->is_scored) {
      list->max_score = list->bounds.ScoreAtMost(
          term.info.df >= kMinDfForImpacts ? term.info.max_impact
                                           : kImpactScale);
    }
    return segment_.OpenList(term.info, &list->blocks);
  }

  void OpenPhrase(const AndQuery& query, const AndPhrase& phrase,
                  const ImpactRatio& ratio, const TermPlaces& places) {
    const TermScorer scorer(phrase.weight, query.bm25, query.avg_doc_length);
    PhraseState state(phrase, scorer, ratio);
    state.num_bounding = phrase.slop == 0 ? phrase.terms.size() : 1;
    uint8_t max_impact = kImpactScale;
    for (size_t i = 0; i < phrase.terms.size(); ++i) {
      const TermInfo& info = query.terms[phrase.terms[i]].info;
      state.words.push_back(&lists_[places[phrase.terms[i]]]);
      state.order.push_back(i);
      if (i < state.num_bounding && info.df >= kMinDfForImpacts) {
        max_impact = std::min(max_impact, info.max_impact);
      }
    }
    std::stable_sort(state.order.begin(), state.order.end(),
                     [&state](size_t a, size_t b) {
                       return state.words[a]->df < state.words[b]->df;
                     });
    max_score_ += state.bounds.ScoreAtMost(max_impact);
    phrases_.push_back(std::move(state));
  }

  // Moves to the next stretch [begin_, last_], from begin_ on, and loads the
  // driver's block there. False when there is none, or at damage.
  bool NextStretch() {
    AndList& driver = lists_[0];
    for (;;) {
      if (!driver.MoveTo(begin_)) return false;
      // The other lists' best may be too little for the driver's whole block.
      if (top_ == nullptr || !driver.is_scored ||
          top_->Matters(max_score_ - driver.max_score +
                        driver.bounds.ScoreAtMost(driver.MaxImpact()))) {
        break;
      }
      if (driver.last == kNoMoreDocs) return false;
      begin_ = driver.last + 1;
    }
    if (!driver.Load()) return false;
    const DocId* const doc_ids = driver.blocks.doc_ids();
    const int size = driver.blocks.size();
    if (driver.from < size && doc_ids[driver.from] < begin_) {
      driver.from +=
          LowerBound(doc_ids + driver.from, size - driver.from, begin_);
    }
    if (driver.from == size) return false;
    begin_ = doc_ids[driver.from];
    last_ = driver.last;
    for (size_t i = 1; i < lists_.size(); ++i) {
      AndList& list = lists_[i];
      if (!list.MoveTo(begin_)) return false;
      last_ = std::min(last_, list.last);
    }
    return true;
  }

  // Bounds the scores of the stretch. Whether any can matter.
  bool MayMatter() {
    if (top_ == nullptr) return true;
    // As long as every score matters, nobody asks for the bounds, but for
    // phrases, while whose matches are added the first score may cease to.
    if (top_->min_score() == 0 && phrases_.empty()) return true;
    rest_bounds_[lists_.size()] = 0;
    for (PhraseState& phrase : phrases_) {
      uint8_t max_impact = kImpactScale;
      for (size_t i = 0; i < phrase.num_bounding; ++i) {
        max_impact = std::min(max_impact, phrase.words[i]->MaxImpact());
      }
      phrase.bound = phrase.bounds.ScoreAtMost(max_impact);
      rest_bounds_[lists_.size()] += phrase.bound;
    }
    for (size_t i = lists_.size(); i-- > 0;) {
      const AndList& list = lists_[i];
      rest_bounds_[i] =
          rest_bounds_[i + 1] +
          (list.is_scored ? std::min(list.max_score,
                                     list.bounds.ScoreAtMost(list.MaxImpact()))
                          : 0);
    }
    return top_->Matters(rest_bounds_[0]);
  }

  // False at damage.
  bool EvaluateStretch() {
    if (!Intersect()) return false;
    if (n_ == 0) return true;
    if (top_ == nullptr && phrases_.empty()) {
      CountCandidates();
      return true;
    }
    if (top_ != nullptr) {
      segment_.doc_lengths().Gather(doc_ids_, n_, lengths_);
      std::fill_n(scores_, n_, 0);
      for (size_t i = 0; i < lists_.size() && n_ > 0; ++i) {
        if (lists_[i].is_scored && !ScoreList(i)) return false;
      }
    }
    return phrases_.empty() ? (AddCandidates(), true) : MatchPhrases();
  }

  // Sets the candidates to the documents of the stretch that every list has.
  bool Intersect() {
    AndList& driver = lists_[0];
    const int from = driver.from;
    const DocId* const doc_ids = driver.blocks.doc_ids() + from;
    n_ = driver.blocks.size() - from;
    if (doc_ids[n_ - 1] > last_) n_ = LowerBound(doc_ids, n_, last_ + 1);
    driver.from += n_;
    uint8_t kept[kBlockSize];
    if (lists_.size() == 1) {
      for (int i = 0; i < n_; ++i) kept[i] = static_cast<uint8_t>(i);
    } else if (!IntersectWith(&lists_[1], doc_ids, kept)) {
      return false;
    }
    for (int i = 0; i < n_; ++i) {
      doc_ids_[i] = doc_ids[kept[i]];
      driver.at[i] = static_cast<uint8_t>(from + kept[i]);
    }
    for (size_t i = 2; i < lists_.size() && n_ > 0; ++i) {
      if (!IntersectWith(&lists_[i], doc_ids_, kept)) return false;
      for (int j = 0; j < n_; ++j) doc_ids_[j] = doc_ids_[kept[j]];
      Keep(kept, i);
    }
    return true;
  }

  // Finds which of the n_ doc_ids the list has. Sets kept[i] to the place of
  // the i-th of them, and n_ to their number.
  bool IntersectWith(AndList* list, const DocId* doc_ids, uint8_t* kept) {
    n_ = IntersectWithBlock(doc_ids, n_, list->block, &list->blocks, kept,
                            list->at);
    return n_ >= 0;
  }

  // Makes the first lists follow the candidates that were kept.
  void Keep(const uint8_t* kept, size_t num_lists) {
    for (size_t i = 0; i < num_lists; ++i) {
      uint8_t* const at = lists_[i].at;
      for (int j = 0; j < n_; ++j) at[j] = at[kept[j]];
    }
  }

  // Adds the scores of the i-th list, and drops the candidates that the bounds
  // of the rest cannot lift high enough.
  bool ScoreList(size_t i) {
    AndList& list = lists_[i];
    uint32_t tfs[kBlockSize];
    uint32_t scores[kBlockSize];
    if (!list.blocks.ReadTfs(list.at, n_, tfs)) return false;
    ScorePostings(list.scale, model_, tfs, lengths_, n_, scores);
    for (int j = 0; j < n_; ++j) scores_[j] += scores[j];
    if (top_->min_score() == 0) return true;
    uint8_t kept[kBlockSize];
    int num_kept = 0;
    for (int j = 0; j < n_; ++j) {
      kept[num_kept] = static_cast<uint8_t>(j);
      num_kept += top_->Matters(scores_[j] + rest_bounds_[i + 1]) ? 1 : 0;
    }
    if (num_kept == n_) return true;
    n_ = num_kept;
    for (int j = 0; j < n_; ++j) {
      doc_ids_[j] = doc_ids_[kept[j]];
      lengths_[j] = lengths_[kept[j]];
      scores_[j] = scores_[kept[j]];
    }
    Keep(kept, lists_.size());
    return true;
  }

  void CountCandidates() {
    if (filter_ == nullptr) {
      num_matches_ += n_;
      return;
    }
    for (int i = 0; i < n_; ++i) num_matches_ += filter_->Accepts(doc_ids_[i]);
  }

  void AddCandidates() {
    for (int i = 0; i < n_; ++i) Add(doc_ids_[i], scores_[i]);
  }

  void Add(DocId doc_id, uint64_t score) {
    if (top_->Matters(score) &&
        (filter_ == nullptr || filter_->Accepts(doc_id))) {
      top_->Add(score, docs_.OrderOf(doc_id));
    }
  }

  bool MatchPhrases() {
    const bool has_threshold = top_ != nullptr && top_->min_score() > 0;
    for (PhraseState& phrase : phrases_) {
      if (!BoundScores(has_threshold, &phrase)) return false;
    }
    for (int i = 0; i < n_; ++i) {
      uint64_t score = top_ == nullptr ? 0 : scores_[i];
      uint64_t rest = rest_bounds_[lists_.size()];
      bool matches = true;
      for (PhraseState& phrase : phrases_) {
        rest -= phrase.bound;
        uint32_t tf = 0;
        if (!MatchPhrase(&phrase, i, score + rest, &tf)) return false;
        matches = tf > 0;
        if (!matches) break;
        if (top_ != nullptr)
          score += phrase.scorer.Contribution(tf, lengths_[i]);
      }
      if (!matches) continue;
      if (top_ != nullptr) {
        Add(doc_ids_[i], score);
      } else {
        num_matches_ += filter_ == nullptr || filter_->Accepts(doc_ids_[i]);
      }
    }
    return true;
  }

  // Bounds what the phrase may add to each candidate: by how often its words
  // occur, if that is of use.
  bool BoundScores(bool is_of_use, PhraseState* phrase) {
    uint32_t* const bounds = phrase->max_scores;
    std::fill_n(bounds, n_, phrase->bound);
    if (!is_of_use) return true;
    uint32_t max_tfs[kBlockSize];
    for (size_t word = 0; word < phrase->num_bounding; ++word) {
      AndList& list = *phrase->words[word];
      uint32_t tfs[kBlockSize];
      uint32_t* const read = word == 0 ? max_tfs : tfs;
      if (!list.blocks.ReadTfs(list.at, n_, read)) return false;
      for (int i = 0; i < n_; ++i) max_tfs[i] = std::min(max_tfs[i], read[i]);
    }
    ScorePostings(phrase->scorer.scale(), model_, max_tfs, lengths_, n_,
                  bounds);
    for (int i = 0; i < n_; ++i) bounds[i] = ScoreBound(bounds[i]);
    return true;
  }

  // Sets `*tf` to the phrase's occurrences in candidate i; 0 also when the
  // document cannot matter, its other parts giving it at most `others`.
  bool MatchPhrase(PhraseState* phrase, int i, uint64_t others, uint32_t* tf) {
    if (top_ != nullptr && !top_->Matters(others + phrase->max_scores[i])) {
      return true;
    }
    PhraseMatcher& matcher = phrase->matcher;
    matcher.Begin();
    for (const size_t word : phrase->order) {
      AndList& list = *phrase->words[word];
      if (!list.blocks.ReadPositions(list.at[i], matcher.positions(word))) {
        return false;
      }
      if (!matcher.Add(word)) return true;
    }
    *tf = static_cast<uint32_t>(matcher.Starts().size());
    return true;
  }

  const SegmentReader& segment_;
  const SegmentDocs docs_;
  DocFilter* const filter_;  // nullptr when it is open

  TopK* const top_;
  ImpactModel model_;
  absl::FixedArray<AndList, kUsualLists> lists_;  // the rarest first
  std::vector<PhraseState> phrases_;
  uint64_t max_score_ = 0;
  uint64_t num_matches_ = 0;

  // The stretch: its documents, and what the lists from the i-th on and the
  // phrases can add together.
  DocId begin_ = 0;
  DocId last_ = 0;
  absl::FixedArray<uint64_t, kUsualLists + 1> rest_bounds_;

  // Its candidates.
  int n_ = 0;
  DocId doc_ids_[kBlockSize];
  uint32_t lengths_[kBlockSize];
  uint32_t scores_[kBlockSize];
};

}  // namespace

bool CanUseConjunction(const AndQuery& query) {
  double total = 0;
  for (const AndTerm& term : query.terms) total += term.weight;
  for (const AndPhrase& phrase : query.phrases) total += phrase.weight;
  // Half of the range of int32_t, to which contributions are rounded.
  return total / kScoreUnit < 1 << 30;
}

absl::Status ConjunctionSearch(const SegmentReader& segment,
                               const AndQuery& query,
                               const SearchControl& control, DocFilter* filter,
                               TopK* top) {
  assert(!query.terms.empty());
  ConjunctionEvaluator evaluator(segment, query.terms.size(), filter, top);
  RETURN_IF_ERROR(evaluator.Open(query));
  return evaluator.Run(control);
}

absl::StatusOr<uint64_t> ConjunctionCount(const SegmentReader& segment,
                                          const AndQuery& query,
                                          const SearchControl& control,
                                          DocFilter* filter) {
  assert(!query.terms.empty());
  ConjunctionEvaluator evaluator(segment, query.terms.size(), filter, nullptr);
  RETURN_IF_ERROR(evaluator.Open(query));
  RETURN_IF_ERROR(evaluator.Run(control));
  return evaluator.num_matches();
}

}  // namespace telusur
