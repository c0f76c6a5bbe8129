#!/usr/bin/env python3
"""Checks that the paths and Bazel labels that documents name exist.

    check_documents.py DOCUMENT...

Run in the top folder. A path is a relative link, or a word that begins with one
of the top folders; `index/segment/positions` also stands for positions.h, and
a `*` must match something. What holds a placeholder (<...>, {...}) is passed
over.
"""

import glob
import os
import re
import subprocess
import sys

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_LABEL = re.compile(r"(?<![\w:/@.])//(?:\.\.\.|[\w./-]*\w[\w./-]*(?::[\w.-]+)?)")


def path_pattern():
    """Matches words that begin with a folder of the top folder."""
    folders = subprocess.run(["git", "ls-files"], check=True, text=True,
                             capture_output=True).stdout.splitlines()
    tops = sorted({path.split("/")[0] for path in folders if "/" in path})
    return re.compile(r"(?<![\w./@$~-])(?:%s)/[\w./*+-]*(?![\w./*+-]|[<{])" %
                      "|".join(map(re.escape, tops)))


def path_exists(path):
    if "*" in path:
        return bool(glob.glob(path))
    return os.path.exists(path) or bool(glob.glob(glob.escape(path) + ".*"))


def label_exists(label):
    return subprocess.run(["bazel", "query", label], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == 0


def named_things(document, paths):
    """Yields (line number, kind, name)."""
    with open(document, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            for target in _LINK.findall(line):
                if not re.match(r"[a-z]+:|#", target):
                    yield number, "link", target.split("#")[0]
            for path in paths.findall(_LINK.sub("", line)):
                yield number, "path", path.rstrip(".")
            for label in _LABEL.findall(line):
                if not label.endswith("..."):
                    label = label.rstrip(".")
                yield number, "label", label


def main():
    paths = path_pattern()
    known = {}
    num_missing = 0
    for document in sys.argv[1:]:
        for number, kind, name in named_things(document, paths):
            if kind == "link":
                exists = os.path.exists(
                    os.path.join(os.path.dirname(document), name))
            elif kind == "path":
                exists = path_exists(name)
            else:
                if name not in known:
                    known[name] = label_exists(name)
                exists = known[name]
            if not exists:
                print("%s:%d: there is no %s" % (document, number, name))
                num_missing += 1
    sys.exit(1 if num_missing else 0)


main()
