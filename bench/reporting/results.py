"""Reads what bench/results/ holds.

    peers-NAME.jsonl   of bench/compare
    gate*.jsonl        of bench/gate --record
    micro*.json        of //bench:run_all --json
    snappy*.md         tables about Snappy
    *.md               everything else that was learned
"""

import glob
import json
import os
import re
from collections import namedtuple

# `values` is (engine, config, metric) -> value.
Peers = namedtuple("Peers", "folder corpus engines values")

# `figures` is name -> figure.
Commit = namedtuple("Commit", "commit date figures")

Micro = namedtuple("Micro", "folder date rows")

# `rows` are lists of cells, the head first.
Table = namedtuple("Table", "folder title rows")


class ResultError(Exception):
    """A file that is no result, with its name."""


def _files(results, pattern):
    return sorted(glob.glob(os.path.join(results, "*", pattern)))


def _folder(path):
    return os.path.basename(os.path.dirname(path))


def _json_lines(path):
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield json.loads(line)
            except ValueError as error:
                raise ResultError("%s:%d: %s" % (path, number, error)) from error


def read_peers(results):
    """The latest comparison of each collection."""
    latest = {}
    for path in _files(results, "peers-*.jsonl"):
        engines, values, corpus = {}, {}, ""
        for record in _json_lines(path):
            engines[record["engine"]] = None
            corpus = record["corpus"]
            values[record["engine"], record["config"], record["metric"]] = (
                record["value"])
        # Telusur first, then the others.
        ordered = sorted(engines, key=lambda name: (
            not name.startswith("Telusur"), name))
        if ordered:
            latest[corpus] = Peers(_folder(path), corpus, ordered, values)
    return list(latest.values())


def read_commits(results):
    """Gate figures by commit, oldest first; a commit's last record counts."""
    commits = {}
    for path in _files(results, "gate*.jsonl"):
        for record in _json_lines(path):
            commits[record["commit"]] = Commit(
                record["commit"], record["date"], record["figures"])
    return sorted(commits.values(), key=lambda commit: commit.date)


def read_micro(results):
    """Microbenchmarks, oldest first; rows are (name, ns, items/s, bytes/s)."""
    found = []
    for path in _files(results, "micro*.json"):
        with open(path, encoding="utf-8") as file:
            try:
                programs = json.load(file)
            except ValueError as error:
                raise ResultError("%s: %s" % (path, error)) from error
        rows = []
        date = ""
        for program, output in programs.items():
            date = max(date, output["context"]["date"])
            for run in output["benchmarks"]:
                if run.get("run_type", "iteration") == "iteration":
                    rows.append(_micro_row(program, run))
        found.append(Micro(_folder(path), date, rows))
    return sorted(found, key=lambda micro: micro.date)


def _micro_row(program, run):
    scale = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}[run.get("time_unit", "ns")]
    name = "%s %s" % (program.removesuffix("_bench"), run["name"])
    if run.get("label"):
        name += " (%s)" % run["label"]
    return (name, run.get("cpu_time", 0) * scale, run.get("items_per_second"),
            run.get("bytes_per_second"))


def parse_tables(text):
    """Yields (heading above it, rows) of each table of a Markdown text."""
    heading, rows = "", []
    for line in text.splitlines() + [""]:
        if line.startswith("#"):
            heading = line.lstrip("# ").strip()
        if line.lstrip().startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                rows.append(cells)
        elif rows:
            yield heading, rows
            rows = []


def read_tables(results, pattern):
    tables = []
    for path in _files(results, pattern):
        with open(path, encoding="utf-8") as file:
            for heading, rows in parse_tables(file.read()):
                tables.append(Table(_folder(path), heading, rows))
    return tables


def list_documents(results):
    """Yields (folder, file, title) of every document."""
    for path in _files(results, "*.md"):
        with open(path, encoding="utf-8") as file:
            title = file.readline().lstrip("# ").strip()
        yield _folder(path), os.path.basename(path), title
