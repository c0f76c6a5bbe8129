#!/usr/bin/env python3
"""How well documents are found: nDCG@10 and MRR@10 by way of analysis.

usage: bench/retrieval.py DATA [--sets ir-tydi,ir-headlines] [--work FOLDER]
                          [--queries N]

DATA is a folder with ir-tydi/ and ir-headlines/ (queries.jsonl, qrels.tsv, and
corpus.jsonl or else corpus/news-clickid.jsonl.gz), as TELUSUR_DATA names it.

Builds one index for each analysis of each set and searches it with each way of
reading queries, all with the program's own commands, and prints a table in
Markdown. Snowball's stemmer (libstemmer, package libstemmer-dev) is put before
Telusur's tokenizer: each word of documents and queries is replaced by its stem,
and the index built with --stemming none; its tokens are thus the same.

The difference to the first row of a set comes with the p-value of a paired
randomisation test over queries (fixed seed).
"""

import argparse
import ctypes
import ctypes.util
import gzip
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TELUSUR = os.environ.get(
    "TELUSUR", os.path.join(TOP, "bazel-bin", "tools", "telusur"))

# Name, flags of `index`, flags of `search`; the first is the default.
RUNS = [
    ("default", "full", []),
    ("stemming none", "none", []),
    ("stemming light", "light", []),
    ("Snowball", "snowball", []),
    ("default, stop words kept", "full", ["--stop-words", "keep"]),
    ("none, stop words kept", "none", ["--stop-words", "keep"]),
    ("Snowball, stop words kept", "snowball", ["--stop-words", "keep"]),
] + [(f"default, typed forms' share {share}", "full",
      ["--exact-weight", share])
     for share in ("0", "0.1", "0.2", "0.3", "0.5", "1")]


class Snowball:
    """Stems the words of a text; other characters stay."""

    def __init__(self):
        library = ctypes.CDLL(ctypes.util.find_library("stemmer"))
        library.sb_stemmer_new.restype = ctypes.c_void_p
        library.sb_stemmer_stem.restype = ctypes.c_void_p
        library.sb_stemmer_stem.argtypes = [
            ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        library.sb_stemmer_length.argtypes = [ctypes.c_void_p]
        self.library = library
        self.stemmer = library.sb_stemmer_new(b"indonesian", b"UTF_8")
        self.cache = {}

    def stem(self, word):
        if word not in self.cache:
            data = word.encode()
            stem = self.library.sb_stemmer_stem(self.stemmer, data, len(data))
            size = self.library.sb_stemmer_length(self.stemmer)
            self.cache[word] = ctypes.string_at(stem, size).decode()
        return self.cache[word]

    def text(self, text):
        # A word with a capital inside is two: it is left to the tokenizer.
        return re.sub(r"[A-Za-z]?[a-z]+|[A-Z]+",
                      lambda m: self.word(m, text), text)

    def word(self, match, text):
        before = text[match.start() - 1:match.start()]
        after = text[match.end():match.end() + 1]
        if before.isalnum() or after.isalnum():
            return match.group()
        return self.stem(match.group().lower())


def records(path):
    opened = gzip.open(path, "rt") if path.endswith(".gz") else open(path)
    with opened as lines:
        for line in lines:
            yield json.loads(line)


class Set:
    """A collection with queries and what answers them."""

    def __init__(self, data, name, max_queries):
        self.name = name
        self.corpus = os.path.join(data, name, "corpus.jsonl")
        if not os.path.exists(self.corpus):
            self.corpus = os.path.join(data, "corpus", "news-clickid.jsonl.gz")
        self.fields = ["--id-field", "_id" if "tydi" in name else "id",
                       "--title-field", ""]
        if "tydi" in name:
            self.fields[3] = "title"
        self.queries = {
            query["_id"]: query["text"].replace("\n", " ").replace("\t", " ")
            for query in records(os.path.join(data, name, "queries.jsonl"))}
        self.queries = dict(list(self.queries.items())[:max_queries])
        self.relevant = {}
        with open(os.path.join(data, name, "qrels.tsv")) as lines:
            next(lines)
            for line in lines:
                query, document, grade = line.rstrip("\n").split("\t")
                if int(grade) > 0:
                    self.relevant.setdefault(query, set()).add(document)


def run(arguments, allowed=(0, 1)):
    done = subprocess.run([TELUSUR] + arguments, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode not in allowed:
        sys.exit(f"telusur {' '.join(arguments)}: {done.stderr}")
    return done.stdout


class Collection:
    """A set's indexes and query files, made when they are asked for."""

    def __init__(self, ir_set, work):
        self.set = ir_set
        self.work = work
        self.snowball = None

    def path(self, analysis, ending):
        return os.path.join(self.work, f"{self.set.name}-{analysis}.{ending}")

    def index(self, analysis):
        index = self.path(analysis, "idx")
        if os.path.exists(index):
            return index
        corpus = self.set.corpus
        stemming = analysis
        if analysis == "snowball":
            corpus = self.write_stemmed_corpus()
            stemming = "none"
        run(["index", "--output", index, "--stemming", stemming, "--no-store",
             *self.set.fields, corpus])
        return index

    def write_stemmed_corpus(self):
        self.snowball = self.snowball or Snowball()
        path = self.path("snowball", "jsonl")
        id_field, title_field = self.set.fields[1], self.set.fields[3]
        with open(path, "w") as out:
            for record in records(self.set.corpus):
                stemmed = {id_field: record[id_field],
                           "text": self.snowball.text(record["text"])}
                if title_field and title_field in record:
                    stemmed[title_field] = self.snowball.text(
                        record[title_field])
                out.write(json.dumps(stemmed, ensure_ascii=False) + "\n")
        return path

    def queries(self, analysis):
        path = self.path("snowball" if analysis == "snowball" else "as-typed",
                         "tsv")
        with open(path, "w") as out:
            for name, text in self.set.queries.items():
                # Signs of the query language are no operators in a question.
                text = re.sub(r"[^\w\s'’.,-]", " ", text)
                text = re.sub(r"(^|\s)[-+]+", r"\1", text)
                if analysis == "snowball":
                    self.snowball = self.snowball or Snowball()
                    text = self.snowball.text(text)
                out.write(f"{name}\t{text}\n")
        return path

    def rankings(self, analysis, flags):
        out = run(["search", self.index(analysis), "--queries",
                   self.queries(analysis), "--format", "trec", "-k", "10",
                   *flags])
        rankings = {}
        for line in out.splitlines():
            query, _, document, _ = line.split(" ", 3)
            rankings.setdefault(query, []).append(document)
        return rankings


def measures(ir_set, rankings):
    """nDCG@10 and 1/rank of each query."""
    ndcgs, reciprocals = [], []
    for query in ir_set.queries:
        relevant = ir_set.relevant.get(query, set())
        gain, reciprocal = 0.0, 0.0
        for rank, document in enumerate(rankings.get(query, []), 1):
            if document in relevant:
                gain += 1 / math.log2(rank + 1)
                reciprocal = reciprocal or 1 / rank
        ideal = sum(1 / math.log2(rank + 1)
                    for rank in range(1, min(10, len(relevant)) + 1))
        ndcgs.append(gain / ideal if ideal else 0.0)
        reciprocals.append(reciprocal)
    return ndcgs, reciprocals


def p_value(first, second, draws):
    """Of the two means being equal: signs of the differences at random."""
    differences = [a - b for a, b in zip(first, second) if a != b]
    if not differences:
        return 1.0
    observed = abs(sum(differences))
    generator = random.Random(20261129)
    extreme = 0
    for _ in range(draws):
        bits = generator.getrandbits(len(differences))
        total = 0.0
        for difference in differences:
            total += difference if bits & 1 else -difference
            bits >>= 1
        extreme += abs(total) >= observed - 1e-12
    return (extreme + 1) / (draws + 1)


def mean(values):
    return sum(values) / len(values)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data")
    parser.add_argument("--sets", default="ir-tydi,ir-headlines")
    parser.add_argument("--work", help="keep indexes here, and use those there")
    parser.add_argument("--queries", type=int, default=None)
    parser.add_argument("--draws", type=int, default=2000)
    arguments = parser.parse_args()
    work = arguments.work or tempfile.mkdtemp(prefix="telusur-retrieval-")
    os.makedirs(work, exist_ok=True)
    print("| set | run | nDCG@10 | MRR@10 | difference in nDCG | p |")
    print("|---|---|---|---|---|---|")
    for name in arguments.sets.split(","):
        collection = Collection(Set(arguments.data, name, arguments.queries),
                                work)
        baseline = None
        for run_name, analysis, flags in RUNS:
            ndcgs, reciprocals = measures(
                collection.set, collection.rankings(analysis, flags))
            baseline = baseline or ndcgs
            print(f"| {name} | {run_name} | {mean(ndcgs):.4f} | "
                  f"{mean(reciprocals):.4f} | "
                  f"{mean(ndcgs) - mean(baseline):+.4f} | "
                  f"{p_value(ndcgs, baseline, arguments.draws):.4f} |",
                  flush=True)


if __name__ == "__main__":
    main()
