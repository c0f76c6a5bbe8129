"""A collection and queries that every engine reads alike.

Tokens are runs of a-z and 0-9 after lower-casing, so that splitting at spaces,
which every engine can do, gives the same terms in all of them.
"""

import collections
import gzip
import json
import os
import random
import re

# Engines differ in what they do with longer ones.
_MAX_TOKEN = 200

_TOKEN = re.compile(r"[a-z0-9]+")
_SEED = 20221129
_SAMPLE = 4000

# The most frequent words of the sample make no query.
_NUM_STOP_WORDS = 150

# How many words queries have: 1 to 6, 2.9 on average.
_QUERY_WORDS = [1] * 3 + [2] * 6 + [3] * 5 + [4] * 3 + [5] * 2 + [6]


def tokens(text):
    return [token for token in _TOKEN.findall(text.lower())
            if len(token) <= _MAX_TOKEN]


def _open(path):
    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    opener = gzip.open if packed else open
    return opener(path, "rt", encoding="utf-8", errors="replace")


def read(path):
    """Yields (title, text) of each record of a JSONL or TSV file."""
    with _open(path) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            if line.lstrip().startswith("{"):
                try:
                    record = json.loads(line)
                except ValueError as error:
                    raise SystemExit("%s:%d: %s" % (path, number, error))
                yield str(record.get("title") or ""), str(record.get("text") or "")
            else:
                yield "", line.rstrip("\n").partition("\t")[2]


class Collection:
    """The files in `folder` that the engines read.

    corpus.tsv has "number<TAB>tokens", with numbers from 0; the files of
    queries have one bag of words or phrase a line.
    """

    def __init__(self, folder):
        self.corpus = os.path.join(folder, "corpus.tsv")
        self.queries = os.path.join(folder, "queries.txt")
        self.phrases = os.path.join(folder, "phrases.txt")
        self.num_documents = 0

    @property
    def num_bytes(self):
        return os.path.getsize(self.corpus)

    def write_corpus(self, records):
        """Writes the tokens of `records`; returns a sample of (title, text)."""
        chance = random.Random(_SEED)
        sample = []
        with open(self.corpus, "w", encoding="utf-8") as out:
            for title, text in records:
                words = tokens(title), tokens(text)
                out.write("%d\t%s\n" % (self.num_documents,
                                        " ".join(words[0] + words[1])))
                place = chance.randrange(self.num_documents + 1)
                if len(sample) < _SAMPLE:
                    sample.append(words)
                elif place < _SAMPLE:
                    sample[place] = words
                self.num_documents += 1
        return sample

    def copy_queries(self, path, target, num):
        """Takes at most `num` queries of a file, as tokens."""
        with open(path, encoding="utf-8") as lines:
            queries = [" ".join(dict.fromkeys(tokens(line)))
                       if target == self.queries else " ".join(tokens(line))
                       for line in lines]
        _write_lines(target, [query for query in queries if query][:num])

    def sample_queries(self, sample, num_queries, num_phrases):
        """Writes queries as a searcher would ask for what is in the sample."""
        chance = random.Random(_SEED)
        frequent = collections.Counter(
            word for title, text in sample for word in set(title + text))
        stop = {word for word, _ in frequent.most_common(_NUM_STOP_WORDS)}

        def is_content(word):
            return word not in stop and len(word) > 1

        def query():
            title, text = chance.choice(sample)
            words = list(dict.fromkeys(filter(is_content, title or text[:80])))
            size = chance.choice(_QUERY_WORDS)
            begin = chance.randrange(max(1, len(words) - size + 1))
            return words[begin:begin + size] if len(words) >= size else None

        def phrase():
            text = chance.choice(sample)[1]
            size = chance.choice((2, 2, 3))
            begin = chance.randrange(max(1, len(text) - size + 1))
            words = text[begin:begin + size]
            good = len(set(words)) == size and all(map(is_content, words))
            return words if good else None

        _write_lines(self.queries, _distinct(query, num_queries))
        _write_lines(self.phrases, _distinct(phrase, num_phrases))


def _distinct(draw, num):
    """At most `num` different draws; fewer when the sample has no more."""
    drawn = {}
    for _ in range(100 * num):
        words = draw()
        if words:
            drawn[" ".join(words)] = None
        if len(drawn) == num:
            break
    if not drawn:
        raise SystemExit("the collection has no words to ask for")
    return list(drawn)


def _write_lines(path, lines):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in lines)


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines]
