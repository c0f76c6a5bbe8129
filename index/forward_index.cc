#include "index/forward_index.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "index/io/status_macros.h"
#include "index/mapped_pages.h"
#include "index/merged_lists.h"
#include "index/merged_terms.h"
#include "index/segment/postings_list.h"

namespace telusur {
namespace {

// What the bisection holds for a posting, a document and a term.
constexpr uint64_t kBytesPerPosting = 4;
constexpr uint64_t kBytesPerDocument = 64;
constexpr uint64_t kBytesPerTerm = 20;

uint64_t Df(const MergedTerms& terms) {
  uint64_t df = 0;
  for (const ListPlace& list : terms.lists()) df += list.info.df;
  return df;
}

absl::Status CheckMemory(const IndexReader& reader, uint64_t num_docs,
                         uint64_t memory_bytes) {
  uint64_t num_postings = 0;
  uint64_t num_terms = 0;
  MappedPages pages(&reader);
  MergedTerms terms(&reader);
  for (;;) {
    RETURN_IF_ERROR(terms.Next());
    if (!terms.Valid()) break;
    pages.Account(kBytesPerTerm);
    const uint64_t df = Df(terms);
    if (df < 2) continue;
    num_postings += df;
    ++num_terms;
  }
  const uint64_t needed = num_postings * kBytesPerPosting +
                          num_docs * kBytesPerDocument +
                          num_terms * kBytesPerTerm;
  if (needed <= memory_bytes) return absl::OkStatus();
  return absl::OutOfRangeError(
      absl::StrCat("reordering by bisection needs ", (needed >> 20) + 1,
                   " MiB of memory for ", num_docs, " documents and may use ",
                   memory_bytes >> 20, " MiB"));
}

// Calls visit(segment, doc_id, term) for every posting whose term is not left
// out; terms are numbered from 0.
template <typename Visit>
absl::Status ForEachPosting(const IndexReader& reader, Visit visit) {
  MappedPages pages(&reader);
  MergedTerms terms(&reader);
  BlockReader list;
  uint32_t term = 0;
  for (;;) {
    RETURN_IF_ERROR(terms.Next());
    if (!terms.Valid()) return absl::OkStatus();
    pages.Account(MergedTerms::ListBytes(terms.lists()));
    if (Df(terms) < 2) continue;
    for (const ListPlace& place : terms.lists()) {
      RETURN_IF_ERROR(
          reader.segment(place.segment).OpenList(place.info, &list));
      for (uint32_t block = 0; block < list.num_blocks(); ++block) {
        if (!list.Load(block)) return list.status();
        for (int i = 0; i < list.size(); ++i) {
          visit(place.segment, list.doc_ids()[i], term);
        }
      }
    }
    ++term;
  }
}

}  // namespace

absl::StatusOr<ForwardIndex> BuildForwardIndex(
    const IndexReader& reader, const std::vector<DocAddress>& docs,
    uint64_t memory_bytes) {
  RETURN_IF_ERROR(CheckMemory(reader, docs.size(), memory_bytes));
  NewDocIds new_doc_ids;
  for (uint32_t i = 0; i < reader.num_segments(); ++i) {
    new_doc_ids.emplace_back(reader.segment(i).num_docs(), kNoMoreDocs);
  }
  for (DocId i = 0; i < docs.size(); ++i) {
    new_doc_ids[docs[i].segment][docs[i].doc_id] = i;
  }
  ForwardIndex forward;
  forward.ends.assign(docs.size(), 0);
  RETURN_IF_ERROR(ForEachPosting(
      reader, [&](uint32_t segment, DocId doc_id, uint32_t term) {
        forward.num_terms = term + 1;
        const DocId doc = new_doc_ids[segment][doc_id];
        if (doc != kNoMoreDocs) ++forward.ends[doc];
      }));
  // From counts to begins; filling moves them to the ends.
  uint64_t begin = 0;
  for (uint64_t& end : forward.ends) {
    const uint64_t count = end;
    end = begin;
    begin += count;
  }
  forward.terms.resize(begin);
  RETURN_IF_ERROR(ForEachPosting(
      reader, [&](uint32_t segment, DocId doc_id, uint32_t term) {
        const DocId doc = new_doc_ids[segment][doc_id];
        if (doc != kNoMoreDocs) forward.terms[forward.ends[doc]++] = term;
      }));
  return forward;
}

}  // namespace telusur
