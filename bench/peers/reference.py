"""What each engine should rank first, computed from the tokens themselves.

All engines score by BM25 with k1 = 1.2 and b = 0.75, and still differ:

  Telusur  idf = ln(1 + (N - df + 0.5) / (df + 0.5)); exact lengths
  Lucene   the same, with lengths in one byte: exact below 40, then 4 bits
  Xapian   idf = ln of (N - df + 0.5) / (df + 0.5), which is halved and raised
           by 1 when it is below 2; times k1 + 1
  SQLite   idf = ln((N - df + 0.5) / (df + 0.5)), at least 0.000001; times k1 + 1

So each is held to its own formula: same scores, and no better document missed.
"""

import collections
import math

K1 = 1.2
B = 0.75

# Engines add in single precision, and print nine digits.
_TOLERANCE = 1e-4


def one_byte_length(length):
    """A length as Lucene keeps it (SmallFloat.intToByte4 and back)."""
    if length < 40:
        return length
    shift = max(0, (length - 24).bit_length() - 4)
    return 24 + ((length - 24) >> shift << shift)


def _plain_idf(num_docs, df):
    return math.log(1 + (num_docs - df + 0.5) / (df + 0.5))


def _xapian_idf(num_docs, df):
    odds = (num_docs - df + 0.5) / (df + 0.5)
    return math.log(odds if odds >= 2 else odds * 0.5 + 1)


def _sqlite_idf(num_docs, df):
    return max(math.log((num_docs - df + 0.5) / (df + 0.5)), 1e-6)


# engine -> (idf, factor, length as it is kept)
FORMULAS = {
    "telusur": (_plain_idf, 1, int),
    "lucene": (_plain_idf, 1, one_byte_length),
    "xapian": (_xapian_idf, K1 + 1, int),
    "sqlite": (_sqlite_idf, K1 + 1, int),
}


class Reference:
    """The postings of the words of some queries. O(tokens) to make."""

    def __init__(self, corpus, queries):
        wanted = {word for query in queries for word in query.split()}
        self.postings = {word: {} for word in wanted}
        self.lengths = []
        with open(corpus, encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                words = line.rstrip("\n").partition("\t")[2].split()
                self.lengths.append(len(words))
                counts = collections.Counter(filter(wanted.__contains__, words))
                for word, tf in counts.items():
                    self.postings[word][number] = tf
        self.num_filled = sum(map(bool, self.lengths))

    def scores(self, engine, query, mode):
        """Returns document -> score of all documents that match."""
        idf_of, factor, kept = FORMULAS[engine]
        # Xapian and SQLite count empty documents, too.
        num_docs = (self.num_filled if engine in ("telusur", "lucene")
                    else len(self.lengths))
        average = sum(self.lengths) / num_docs
        words = list(dict.fromkeys(query.split()))
        scores = collections.defaultdict(float)
        for word in words:
            postings = self.postings[word]
            idf = idf_of(num_docs, len(postings)) * factor
            for document, tf in postings.items():
                length = kept(self.lengths[document])
                scores[document] += idf * tf / (
                    tf + K1 * (1 - B + B * length / average))
        if mode == "and":
            common = set.intersection(*(set(self.postings[word])
                                        for word in words))
            return {document: scores[document] for document in common}
        return dict(scores)

    def agrees(self, engine, query, mode, hits, k):
        """Whether `hits`, (document, score) pairs, are the k best ones."""
        scores = self.scores(engine, query, mode)
        best = sorted(scores.values(), reverse=True)[:k]
        return len(hits) == len(best) and all(
            document in scores and _close(score, scores[document]) and
            _close(score, expected)
            for (document, score), expected in zip(hits, best))


def _close(a, b):
    return abs(a - b) <= _TOLERANCE * max(abs(a), abs(b), 1e-3)


def overlap(hits, others):
    """The share of documents that two rankings have in common."""
    mine = {document for document, _ in hits}
    theirs = {document for document, _ in others}
    longest = max(len(mine), len(theirs))
    return len(mine & theirs) / longest if longest else 1.0
