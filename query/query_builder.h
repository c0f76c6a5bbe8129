// Puts the clauses of a query together as they are read, bottom up.
//
// A frame is what stands in one pair of parentheses, or outside of all: a list
// of clauses, the chain of ANDs that the list belongs to, and the alternatives
// (OR) that the chain belongs to.

#ifndef TELUSUR_QUERY_QUERY_BUILDER_H_
#define TELUSUR_QUERY_QUERY_BUILDER_H_

#include <cstddef>
#include <vector>

#include "query/query.h"
#include "query/query_note.h"

namespace telusur {

// One thread.
class QueryBuilder {
 public:
  // `notes` must outlive the builder.
  explicit QueryBuilder(NoteList* notes) : notes_(*notes), frames_(1) {}

  // Begins a frame in the current one.
  void Open() { frames_.emplace_back(); }

  // Ends the frame: the node for all that stands in it, or -1 if nothing does.
  //
  // REQUIRES: a frame was opened.
  int Close();

  // Ends the outermost frame. The nodes are a tree, not yet canonical. Where
  // there are only exclusions, a kEverything that covers no byte is added.
  std::vector<QueryNode> Finish();

  // Adds a node that is no clause of anything yet.
  int AddNode(QueryNode node);

  // Adds a clause to the list: a leaf, or a closed frame. `sign` is '+', '-' or
  // 0; the node's boost is multiplied by `boost`.
  void AddClause(int node, char sign, bool is_group, double boost);

  // Makes `node` and the last clause operands of one kNear, whose operator
  // stands at [begin, end). Returns false, and does nothing, if they cannot be.
  //
  // REQUIRES: !IsListEmpty().
  bool AddNear(int node, char sign, int distance, size_t begin, size_t end);

  // Whether no clause was added since the frame, or the last And or Or, began.
  bool IsListEmpty() const { return frames_.back().list.empty(); }

  // REQUIRES: !IsListEmpty().
  void And();
  void Or() { FinishChain(); }

 private:
  struct Clause {
    int node;
    char sign;
    bool is_group;
  };

  struct Frame {
    std::vector<QueryClause> alternatives;  // finished chains
    std::vector<QueryClause> chain;         // finished lists
    std::vector<Clause> list;
    bool in_chain = false;  // there was an And
  };

  int FinishFrame();
  void FinishChain();
  void FinishList();
  std::vector<QueryClause> TakeListClauses();
  void AddOperand(int operand, QueryNode* near);
  int AddBoolean(std::vector<QueryClause> clauses);
  QueryClause AddEverything(const QueryClause& exclusion);

  NoteList& notes_;
  std::vector<Frame> frames_;
  std::vector<QueryNode> nodes_;
  std::vector<bool> is_filter_;  // by node
};

}  // namespace telusur

#endif  // TELUSUR_QUERY_QUERY_BUILDER_H_
