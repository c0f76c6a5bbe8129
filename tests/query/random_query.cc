#include "tests/query/random_query.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace telusur {
namespace {

const char* const kWords[] = {
    "a",     "b",       "c",        "kata",      "covid-19",     "AND",
    "DAN",   "OR",      "ATAU",     "NOT",       "BUKAN",        "NEAR/4",
    "NEAR",  "title:x", "source:",  "date:1",    "harga:1",      "C++",
    "a*b",   "x~1",     "x^2",      "=a",        "+a",           "-a",
    "a\\b",  "a\"b",    "5\"",      "f(x)",      "\u201Ca",      "\u00AB\u00BB",
    "\\AND", "\\",      "a\\",      "caf\u00E9", "\xFF\xE2\x80", "a\\\"",
    "**",    "^",       "~",        "x^2~1",     "Title:",       "a.b",
    "\x01",  "e-mail",  "http://a", "10:30",     "--",           "kata-"};

const char* const kPieces[] = {
    " ",      " ",       " ",        " ",           "\t",
    "\u00A0", "(",       ")",        "\"",          "\"",
    "+",      "-",       "=",        "*",           "~",
    "~1",     "~2",      "~9",       "^",           "^2",
    "^2.5",   "^9999",   ":",        "title:",      "source:",
    "date:",  "2022",    "2022-01",  "..",          "AND",
    " AND ",  " OR ",    " NOT ",    " DAN ",       " ATAU ",
    "NEAR",   " BUKAN ", " NEAR/4 ", " NEAR/9999 ", "\\",
    "a",      "b",       "kata",     "C++",         "covid-19",
    "\u201C", "\u201D",  "\u00AB",   "\xFF",        "\x00x",
    "5",      "/",       "e\u0301",  "\n",          "date:2022..2021"};

template <typename Element, size_t n>
Element Pick(const Element (&elements)[n], std::mt19937* random) {
  return elements[(*random)() % n];
}

QueryNode RandomText(std::mt19937* random) {
  QueryNode node;
  node.text = Pick(kWords, random);
  if ((*random)() % 4 == 0) node.field = QueryField::kTitle;
  if ((*random)() % 3 == 0) {
    node.quoted = true;
    node.distance = std::max<int>(0, static_cast<int>((*random)() % 8) - 3);
    while ((*random)() % 2 == 0) {
      node.text += ' ';
      node.text += Pick(kWords, random);
    }
  }
  return node;
}

bool HasLetter(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
  });
}

QueryNode RandomTerm(QueryKind kind, std::mt19937* random) {
  QueryNode node;
  do {
    node.text = Pick(kWords, random);
  } while (!HasLetter(node.text));
  if ((*random)() % 4 == 0) node.field = QueryField::kTitle;
  node.kind = kind;
  if (kind == QueryKind::kFuzzy) node.distance = 1 + (*random)() % 2;
  return node;
}

QueryNode RandomFilter(std::mt19937* random) {
  QueryNode node;
  switch ((*random)() % 5) {
    case 0:
      node.kind = QueryKind::kEverything;
      return node;
    case 1:
    case 2:
      node.kind = QueryKind::kSource;
      node.text = Pick(kWords, random);
      if ((*random)() % 3 == 0) node.text += " b";
      return node;
    default:
      node.kind = QueryKind::kDates;
      if ((*random)() % 3 > 0) node.days.begin = 10000 + (*random)() % 100;
      if (node.days.begin == DayRange::kOpenBegin || (*random)() % 3 > 0) {
        node.days.end = std::max(node.days.begin, 10000) + 1 +
                        static_cast<int>((*random)() % 3);
      }
      return node;
  }
}

double RandomBoost(std::mt19937* random) {
  static constexpr double kBoosts[] = {1, 1, 1, 1, 0.5, 2, 2.5, 0.001, 0};
  return Pick(kBoosts, random);
}

// Adds a leaf or a kNear, and returns its index.
int AddLeaf(std::mt19937* random, Query* query) {
  QueryNode node;
  switch ((*random)() % 10) {
    case 0:
      node = RandomTerm(QueryKind::kExact, random);
      break;
    case 1:
      node = RandomTerm(QueryKind::kPrefix, random);
      break;
    case 2:
      node = RandomTerm(QueryKind::kFuzzy, random);
      break;
    case 3: {
      node.kind = QueryKind::kNear;
      node.distance = (*random)() % 6;
      for (int i = 2 + (*random)() % 2; i > 0; --i) {
        QueryNode operand = (*random)() % 2 == 0
                                ? RandomText(random)
                                : RandomTerm(QueryKind::kExact, random);
        operand.distance = 0;
        operand.field = QueryField::kAny;
        query->nodes.push_back(std::move(operand));
        node.clauses.push_back({Occur::kMust, query->root()});
      }
      break;
    }
    case 4:
    case 5:
      query->nodes.push_back(RandomFilter(random));
      return query->root();
    default:
      node = RandomText(random);
  }
  node.boost = RandomBoost(random);
  query->nodes.push_back(std::move(node));
  return query->root();
}

}  // namespace

Query RandomQuery(std::mt19937* random) {
  Query query;
  std::vector<int> parts;       // nodes that have no parent yet
  std::vector<bool> is_filter;  // by node
  const auto classify = [&] {
    while (is_filter.size() < query.nodes.size()) {
      is_filter.push_back(IsFilter(query.nodes[is_filter.size()], is_filter));
    }
  };
  for (int i = 1 + (*random)() % 8; i > 0; --i) {
    parts.push_back(AddLeaf(random, &query));
  }
  classify();
  while (parts.size() > 1 || (*random)() % 4 == 0) {
    QueryNode node;
    node.kind = QueryKind::kBoolean;
    node.boost = RandomBoost(random);
    std::shuffle(parts.begin(), parts.end(), *random);
    size_t num_clauses = 1 + (*random)() % 4;
    while (num_clauses-- > 0 && !parts.empty()) {
      const int part = parts.back();
      Occur occur = static_cast<Occur>((*random)() % 4);
      if (node.clauses.empty() && occur == Occur::kMustNot) {
        occur = Occur::kShould;
      }
      if (occur == Occur::kMust && is_filter[part]) occur = Occur::kFilter;
      if (occur == Occur::kFilter && !is_filter[part]) occur = Occur::kMust;
      node.clauses.push_back({occur, part});
      parts.pop_back();
    }
    std::shuffle(node.clauses.begin(), node.clauses.end(), *random);
    query.nodes.push_back(std::move(node));
    parts.push_back(query.root());
    classify();
  }
  return query;
}

std::string RandomQueryText(std::mt19937* random) {
  std::string text;
  for (int i = (*random)() % 24; i > 0; --i) text += Pick(kPieces, random);
  return text;
}

}  // namespace telusur
