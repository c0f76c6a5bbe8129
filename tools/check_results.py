#!/usr/bin/env python3
"""Checks that code and measurements know each other.

    check_results.py

Run in the top folder. Comments name results that exist (bench/results/...), and
every constant of the tuning log in bench/results/README.md stands where the log
says, with a benchmark that exists.
"""

import os
import re
import subprocess
import sys

_LOG = "bench/results/README.md"
_RESULT = re.compile(r"bench/results/[\w./-]*\w")


def tracked(*patterns):
    return subprocess.run(["git", "ls-files", "--", *patterns], check=True,
                          text=True, capture_output=True).stdout.splitlines()


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def absent_results():
    for path in tracked("*.cc", "*.h"):
        for name in _RESULT.findall(read(path)):
            if not os.path.exists(name):
                yield "%s: there is no %s" % (path, name)


def log_rows():
    """The cells of the tuning log's rows."""
    for line in read(_LOG).partition("## Tuned constants")[2].splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| ") and cells[0] != "constant":
            yield cells


def wrong_rows():
    num_rows = 0
    for constant, where, _, benchmark, _ in log_rows():
        num_rows += 1
        text = "".join(map(read, filter(os.path.isfile,
                                        re.findall(r"`([\w./]+)`", where))))
        for name in re.findall(r"`(?:\w+::)?(k\w+)`", constant):
            if not re.search(r"\b%s\b" % name, text):
                yield "%s: %s is not in %s" % (_LOG, name, where)
        for name in re.findall(r"`(\w+_bench)`", benchmark):
            if not os.path.exists("bench/%s.cc" % name):
                yield "%s: there is no %s" % (_LOG, name)
    if num_rows == 0:
        yield "%s: there is no tuning log" % _LOG


def main():
    problems = [*absent_results(), *wrong_rows()]
    print("\n".join(problems), end="\n" if problems else "")
    sys.exit(1 if problems else 0)


main()
