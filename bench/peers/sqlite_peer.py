#!/usr/bin/env python3
"""SQLite FTS5, to be measured beside Telusur; the commands of xapian_peer.cc."""

import json
import os
import sqlite3
import sys
import time

# No transaction log and a large cache: what is fastest.
_PRAGMAS = ("journal_mode=off", "synchronous=off", "cache_size=-1000000",
            "mmap_size=8000000000", "temp_store=memory")


def connect(path):
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute("pragma " + pragma).fetchall()
    return connection


def build(corpus, index):
    if os.path.exists(index):
        os.remove(index)
    connection = connect(index)
    # No content: the text itself is not kept.
    connection.execute("create virtual table documents using fts5("
                       "text, detail=full, content='', tokenize='unicode61')")

    def rows():
        with open(corpus, encoding="utf-8") as lines:
            for line in lines:
                number, _, text = line.rstrip("\n").partition("\t")
                yield int(number) + 1, text

    connection.execute("begin")
    connection.executemany("insert into documents(rowid, text) values (?, ?)",
                           rows())
    connection.execute("commit")
    connection.execute("insert into documents(documents) values('optimize')")
    connection.execute("vacuum")
    connection.close()


def statement(mode):
    if mode.startswith("count"):
        return "select count(*) from documents where documents match ?"
    return ("select rowid, rank from documents where documents match ? "
            "order by rank limit %d" % (1000 if "1000" in mode else 10))


def expression(line, mode):
    if "phrase" in mode:
        return '"%s"' % " ".join(line.split())
    words = ['"%s"' % word for word in dict.fromkeys(line.split())]
    return (" AND " if "and" in mode else " OR ").join(words)


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [line.strip() for line in lines if line.strip()]


def clock_seconds():
    """What reading the clock takes itself, which every interval holds once."""
    intervals = []
    for _ in range(1001):
        begin = time.thread_time()
        intervals.append(time.thread_time() - begin)
    return sorted(intervals)[len(intervals) // 2]


def query(index, mode, queries, runs, seconds):
    connection = connect(index)
    select = statement(mode)
    asked = [(expression(line, mode),) for line in read_lines(queries)]
    for each in asked:
        connection.execute(select, each).fetchall()
    times = [[] for _ in asked]
    clock = clock_seconds()
    hits = 0
    end = time.thread_time() + float(seconds)
    for run in range(int(runs)):
        if run and time.thread_time() > end:
            break
        hits = 0
        for i, each in enumerate(asked):
            begin = time.thread_time()
            rows = connection.execute(select, each).fetchall()
            seconds_taken = time.thread_time() - begin - clock
            times[i].append(max(seconds_taken, 0) * 1e6)
            hits += rows[0][0] if mode.startswith("count") else len(rows)
    print(json.dumps({"hits": hits, "micros": [
        sorted(each)[len(each) // 2] for each in times]}))


def top(index, mode, queries, k):
    connection = connect(index)
    select = "%s limit %d" % (statement(mode).rsplit(" limit", 1)[0], int(k))
    for number, line in enumerate(read_lines(queries)):
        for rowid, rank in connection.execute(select, (expression(line, mode),)):
            print(number, rowid - 1, "%.9g" % -rank)


def first(index, queries):
    print(len(connect(index).execute(
        statement("or10"),
        (expression(read_lines(queries)[0], "or10"),)).fetchall()))


def version():
    sqlite3.connect(":memory:").execute("create virtual table t using fts5(x)")
    print(sqlite3.sqlite_version)


if __name__ == "__main__":
    {"build": build, "query": query, "top": top, "first": first,
     "version": version}[sys.argv[1]](*sys.argv[2:])
