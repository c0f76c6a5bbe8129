#!/usr/bin/env python3
"""What the gate decides, and the questions that it asks."""

import os
import sys
import unittest

sys.path.insert(0, os.path.abspath("bench"))

from gating import questions, verdict


def outcomes(base, change, messages=""):
    verdicts = verdict.compare(base, change, verdict.accepted(messages))
    return {each.name: each.outcome for each in verdicts}


class VerdictTest(unittest.TestCase):
    def test_two_percent_pass_and_more_fail(self):
        base = {"instructions/a": 100000, "instructions/b": 100000}
        change = {"instructions/a": 102000, "instructions/b": 102001}
        self.assertEqual(outcomes(base, change),
                         {"instructions/a": "ok", "instructions/b": "worse"})

    def test_less_quality_is_worse_and_fewer_bytes_are_better(self):
        base = {"quality/mrr10": 0.80, "bytes/prose": 1000}
        change = {"quality/mrr10": 0.78, "bytes/prose": 900}
        self.assertEqual(outcomes(base, change),
                         {"quality/mrr10": "worse", "bytes/prose": "better"})

    def test_no_quality_at_all_is_worse(self):
        self.assertEqual(outcomes({"quality/mrr10": 0.8}, {"quality/mrr10": 0.0}),
                         {"quality/mrr10": "worse"})

    def test_a_figure_of_one_side_is_reported_and_does_not_fail(self):
        verdicts = verdict.compare({"instructions/old": 5},
                                   {"instructions/new": 7}, {})
        self.assertEqual([each.outcome for each in verdicts],
                         ["only in change", "only in base"])
        self.assertEqual(verdict.failed(verdicts), [])

    def test_a_commit_message_accepts_what_it_names(self):
        base = {"instructions/a": 100, "instructions/b": 100}
        change = {"instructions/a": 200, "instructions/b": 200}
        message = "Add\n\nBench-accept: instructions/a sums are exact now\n"
        self.assertEqual(outcomes(base, change, message),
                         {"instructions/a": "accepted",
                          "instructions/b": "worse"})
        self.assertEqual(
            outcomes(base, change, "Bench-accept: instructions/* all of it"),
            {"instructions/a": "accepted", "instructions/b": "accepted"})

    def test_nothing_is_accepted_without_a_reason(self):
        self.assertEqual(
            outcomes({"bytes/a": 1}, {"bytes/a": 2}, "Bench-accept: bytes/a\n"),
            {"bytes/a": "worse"})


class QuestionsTest(unittest.TestCase):
    def test_are_the_same_every_time(self):
        self.assertEqual(questions.make(), questions.make())

    def test_have_an_answer_that_exists(self):
        documents, asked = questions.make()
        identities = {document["id"] for document in documents}
        self.assertEqual(len(identities), len(documents))
        for question, answer in asked:
            self.assertIn(answer, identities, question)

    def test_about_roots_use_no_form_that_the_answer_has(self):
        documents, asked = questions.make()
        texts = {document["id"]: document["text"].rstrip(".").split()
                 for document in documents}
        for question, answer in asked[:len(questions.ROOTS)]:
            self.assertFalse(set(question.split()) & set(texts[answer]), question)

    def test_prefixes_change_the_first_sound(self):
        self.assertEqual([questions.nasal("me", root) for root in
                          ("tulis", "baca", "sapu", "pukul", "kirim", "ambil",
                           "lihat", "dorong")],
                         ["menulis", "membaca", "menyapu", "memukul", "mengirim",
                          "mengambil", "melihat", "mendorong"])


if __name__ == "__main__":
    unittest.main()
