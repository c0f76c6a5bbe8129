#!/usr/bin/env python3
"""The report of a few results, in its text and in a browser's picture of it.

Chromium draws it where it is installed (tools/install --browser).
"""

import json
import os
import re
import shutil
import struct
import subprocess
import tempfile
import unittest
import zlib

_REPORT = os.path.abspath("bench/report")

# Charts use them: bench/reporting/svg.py.
_ENGINE_COLOURS = {"Telusur 1": (0x0B, 0x63, 0xC5), "Lucene 8": (0xD9, 0x48, 0x0F)}


def read_png(path):
    """Returns the pixels of an 8-bit RGB or RGBA picture as rows of tuples."""
    with open(path, "rb") as file:
        data = file.read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    packed, place = b"", 8
    while place < len(data):
        size, kind = struct.unpack(">I4s", data[place:place + 8])
        body = data[place + 8:place + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            assert depth == 8 and colour in (2, 6)
            channels = 3 if colour == 2 else 4
        elif kind == b"IDAT":
            packed += body
        place += 12 + size
    return unfilter(zlib.decompress(packed), width, height, channels)


def unfilter(raw, width, height, channels):
    stride = width * channels
    above = bytearray(stride)
    rows = []
    for y in range(height):
        begin = y * (stride + 1)
        line = bytearray(raw[begin + 1:begin + 1 + stride])
        undo_filter(raw[begin], line, above, channels)
        rows.append([tuple(line[i:i + 3]) for i in range(0, stride, channels)])
        above = line
    return rows


def undo_filter(kind, line, above, channels):
    for i, value in enumerate(line):
        left = line[i - channels] if i >= channels else 0
        corner = above[i - channels] if i >= channels else 0
        if kind == 1:
            value += left
        elif kind == 2:
            value += above[i]
        elif kind == 3:
            value += (left + above[i]) // 2
        elif kind == 4:
            guess = left + above[i] - corner
            value += min((left, above[i], corner),
                         key=lambda near: abs(guess - near))
        line[i] = value & 0xFF


def write_results(folder):
    """Results of every kind, with figures that are easy to find again."""
    place = os.path.join(folder, "results", "2026-01-02-machine")
    os.makedirs(place)

    def write(name, text):
        with open(os.path.join(place, name), "w", encoding="utf-8") as out:
            out.write(text)

    lines = []
    for engine, micros in (("Telusur 1", 20), ("Lucene 8", 90)):
        for metric, factor in (("mean", 1.1), ("p50", 1), ("p95", 3), ("p99", 5)):
            lines.append(json.dumps({"engine": engine, "config": "or10",
                                     "corpus": "<news>", "metric": metric,
                                     "value": micros * factor}))
    write("peers-news.jsonl", "\n".join(lines))
    write("gate.jsonl", "".join(json.dumps({
        "commit": commit, "date": "2026-01-0%d" % day,
        "figures": {"instructions/or10": count}}) + "\n" for commit, day, count in (
            ("aaaa", 1, 1000), ("bbbb", 2, 800))))
    write("snappy.md", "# Frames\n\n| section | won |\n|---|--:|\n| positions | 12 % |\n")
    write("micro.json", json.dumps({"some_bench": {
        "context": {"date": "2026-01-02"},
        "benchmarks": [{"name": "BM_Some/1", "cpu_time": 2.5, "time_unit": "us",
                        "items_per_second": 4e6}]}}))
    return os.path.join(folder, "results")


class ReportTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def make(self, results):
        page = os.path.join(self.folder, "report.html")
        done = subprocess.run([_REPORT, "--results", results, "--output", page],
                              text=True, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(page, encoding="utf-8") as file:
            return page, file.read()

    def test_shows_every_kind_of_result(self):
        _, text = self.make(write_results(self.folder))
        for expected in ("90 (4.50)",  # Lucene's latency and its ratio
                         "0.800",      # the last commit beside the first
                         "12 %", "some BM_Some/1", "2.500", ">4 M<", "&lt;news&gt;",
                         "2026-01-02-machine/snappy.md"):
            self.assertIn(expected, text)

    def test_loads_nothing(self):
        _, text = self.make(write_results(self.folder))
        self.assertIsNone(re.search(r"(src|href)=|url\(|@import|<script", text))

    def test_without_results_says_how_to_make_them(self):
        empty = os.path.join(self.folder, "empty")
        os.mkdir(empty)
        _, text = self.make(empty)
        self.assertIn("bench/compare", text)

    def test_names_the_line_that_is_no_result(self):
        results = write_results(self.folder)
        path = os.path.join(results, "2026-01-02-machine", "gate.jsonl")
        with open(path, "a", encoding="utf-8") as out:
            out.write("{\n")
        done = subprocess.run([_REPORT, "--results", results], text=True,
                              stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("gate.jsonl:3", done.stderr)

    def test_a_browser_draws_it(self):
        browser = shutil.which("chromium")
        if browser is None:
            self.skipTest("chromium is missing: tools/install --browser")
        page, _ = self.make(write_results(self.folder))
        picture = os.path.join(self.folder, "report.png")
        home = os.path.join(self.folder, "home")
        os.mkdir(home)
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu",
             "--disable-dev-shm-usage", "--hide-scrollbars",
             "--user-data-dir=" + home, "--window-size=900,1300",
             "--screenshot=" + picture, "file://" + page],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={"HOME": home, "PATH": os.environ["PATH"]})
        counts = {}
        for row in read_png(picture):
            for pixel in row:
                counts[pixel] = counts.get(pixel, 0) + 1
        # Some 100 pixels of a legend's dot, and more of lines.
        for engine, colour in _ENGINE_COLOURS.items():
            self.assertGreater(counts.get(colour, 0), 100, engine)
        self.assertGreater(counts.get((255, 255, 255), 0), 500000)


if __name__ == "__main__":
    unittest.main()
