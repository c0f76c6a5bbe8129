#!/usr/bin/env python3
"""What bench/compare gives the engines, and what it expects of them."""

import gzip
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.abspath("bench"))

from peers import collection, reference, summary


class CollectionTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = holder.name

    def path(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as out:
            out.write(content)
        return path

    def test_reads_json_lines_and_tab_separated_lines_packed_or_not(self):
        record = b'{"id": 1, "title": "T", "text": "Satu dua."}\n'
        for path in (self.path("a.jsonl", record),
                     self.path("a.gz", gzip.compress(record))):
            self.assertEqual(list(collection.read(path)), [("T", "Satu dua.")])
        self.assertEqual(list(collection.read(self.path("a.tsv", b"x\tsatu\n"))),
                         [("", "satu")])

    def test_names_the_line_that_is_no_json(self):
        path = self.path("bad.jsonl", b'{"text": "a"}\n{"text"\n')
        with self.assertRaisesRegex(SystemExit, "bad.jsonl:2"):
            list(collection.read(path))

    def test_writes_tokens_that_splitting_at_spaces_gives_back(self):
        made = collection.Collection(self.folder)
        made.write_corpus([("", "Besar-besaran, Rp15.000!"), ("Judul", "caf\u00e9")])
        self.assertEqual(collection.read_lines(made.corpus),
                         ["0\tbesar besaran rp15 000", "1\tjudul caf"])

    def test_asks_for_words_and_phrases_of_the_documents(self):
        texts = ["umum%d kata%d unsur%d wujud%d" % (i % 2, i, i, i)
                 for i in range(300)]
        made = collection.Collection(self.folder)
        sample = made.write_corpus(("", text) for text in texts)
        made.sample_queries(sample, 20, 10)
        phrases = collection.read_lines(made.phrases)
        self.assertEqual(len(collection.read_lines(made.queries)), 20)
        self.assertEqual(len(phrases), 10)
        for phrase in phrases:
            self.assertTrue(any(phrase in text for text in texts), phrase)


class ReferenceTest(unittest.TestCase):
    def setUp(self):
        file = tempfile.NamedTemporaryFile("w", suffix=".tsv", delete=False)
        self.addCleanup(os.remove, file.name)
        with file:
            file.write("0\ta b\n1\ta a c\n2\tb c\n3\td\n")
        self.reference = reference.Reference(file.name, ["a b"])

    def test_scores_by_the_formula(self):
        # idf = ln(1 + 2.5 / 2.5), average length 2, tf 1, length 2.
        scores = self.reference.scores("telusur", "a", "or")
        self.assertEqual(sorted(scores), [0, 1])
        self.assertAlmostEqual(scores[0], 0.6931471806 / 2.2)

    def test_and_keeps_documents_with_all_words(self):
        self.assertEqual(list(self.reference.scores("telusur", "a b", "and")), [0])

    def test_notices_a_better_document_that_was_missed(self):
        scores = self.reference.scores("telusur", "a", "or")
        right = [(1, scores[1]), (0, scores[0])]
        self.assertTrue(self.reference.agrees("telusur", "a", "or", right, 10))
        self.assertFalse(
            self.reference.agrees("telusur", "a", "or", right[1:], 1))
        self.assertFalse(self.reference.agrees(
            "telusur", "a", "or", [(1, scores[1] * 1.01), right[1]], 10))

    def test_lucene_keeps_four_bits_of_a_length(self):
        self.assertEqual([reference.one_byte_length(length) for length in
                          (0, 39, 40, 41, 42, 100, 1000)],
                         [0, 39, 40, 40, 42, 96, 984])


class SummaryTest(unittest.TestCase):
    def test_shows_ratios_to_telusur(self):
        table = summary.table(
            {"telusur": "Telusur 1", "lucene": "Lucene 8"},
            {("telusur", "or10", "p50"): 20, ("lucene", "or10", "p50"): 50})
        self.assertIn("| OR top-10, p50, \u00b5s | 20 | 50 (2.50) |", table)
        self.assertIn("| build, MB/s | - | - |", table)


if __name__ == "__main__":
    unittest.main()
