"""The engines that bench/compare measures, behind one interface."""

import glob
import json
import os
import shutil
import subprocess
import time

from peers import collection

_HERE = os.path.dirname(os.path.abspath(__file__))

MODES = ("or10", "or1000", "and10", "phrase10", "countor", "countand",
         "countphrase")


class EngineError(Exception):
    """A command of an engine that failed, and what it said."""


def run(command, prefix=()):
    """Runs a command; returns (output, CPU seconds, wall seconds)."""
    begin = time.monotonic()
    process = subprocess.Popen([*prefix, *command], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    with process.stdout, process.stderr:
        output, errors = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise EngineError("%s: exit status %d\n%s" % (
            " ".join(command), process.returncode, errors[-2000:]))
    return (output, usage.ru_utime + usage.ru_stime, time.monotonic() - begin)


def percentile(values, share):
    return sorted(values)[int(share * (len(values) - 1) + 0.5)]


class Peer:
    """An engine whose driver has the commands of xapian_peer.cc."""

    def __init__(self, name, title, index):
        self.name = name
        self.title = title
        self.index = index
        self.driver = []
        self.version = ""

    def prepare(self, folder):
        """Compiles the driver. Returns why it cannot be, or None."""
        raise NotImplementedError

    def find_version(self):
        self.version = run(self.driver + ["version"])[0].split()[-1]

    def build(self, corpus, prefix):
        return run(self.driver + ["build", corpus, self.index], prefix)

    def time_queries(self, mode, queries, runs, seconds, prefix):
        """Returns metric -> microseconds, and "hits"."""
        output, _, _ = run(self.driver + [
            "query", self.index, mode, queries, str(runs), str(seconds)], prefix)
        taken = json.loads(output)
        micros = taken["micros"]
        return {"mean": sum(micros) / len(micros),
                "p50": percentile(micros, 0.5), "p95": percentile(micros, 0.95),
                "p99": percentile(micros, 0.99), "hits": taken["hits"]}

    def top(self, mode, queries, k):
        """Returns for each query a list of (document, score)."""
        output, _, _ = run(self.driver + ["top", self.index, mode, queries,
                                          str(k)])
        ranked = [[] for _ in collection.read_lines(queries)]
        for line in output.splitlines():
            number, document, score = line.split()
            ranked[int(number)].append((int(document), float(score)))
        return ranked

    def first_command(self, queries):
        return self.driver + ["first", self.index, queries]

    def index_bytes(self):
        if os.path.isfile(self.index):
            return os.path.getsize(self.index)
        return sum(os.path.getsize(os.path.join(parent, name))
                   for parent, _, names in os.walk(self.index)
                   for name in names)


class Xapian(Peer):
    def __init__(self, folder):
        super().__init__("xapian", "Xapian", os.path.join(folder, "xapian"))

    def prepare(self, folder):
        program = os.path.join(folder, "xapian_peer")
        if not shutil.which("g++"):
            return "g++ is missing"
        if not os.path.exists("/usr/include/xapian.h"):
            return "libxapian-dev is missing"
        run(["g++", "-O2", "-std=c++17", "-o", program,
             os.path.join(_HERE, "xapian_peer.cc"), "-lxapian"])
        self.driver = [program]
        return None


class Sqlite(Peer):
    def __init__(self, folder):
        super().__init__("sqlite", "SQLite FTS5",
                         os.path.join(folder, "sqlite.db"))

    def prepare(self, folder):
        driver = ["python3", os.path.join(_HERE, "sqlite_peer.py")]
        try:
            run(driver + ["version"])
        except EngineError:
            return "Python's SQLite has no FTS5"
        self.driver = driver
        return None


class Lucene(Peer):
    def __init__(self, folder):
        super().__init__("lucene", "Lucene", os.path.join(folder, "lucene"))

    def prepare(self, folder):
        if not shutil.which("javac"):
            return "default-jdk-headless is missing"
        jars = (glob.glob("/usr/share/java/lucene-core-8*.jar") +
                glob.glob("/usr/share/java/lucene-analyzers-common-8*.jar"))
        if len(jars) < 2:
            return "liblucene8-java is missing"
        classes = os.path.join(folder, "lucene-classes")
        path = ":".join(jars + [classes])
        run(["javac", "-cp", path, "-d", classes,
             os.path.join(_HERE, "LucenePeer.java")])
        self.driver = ["java", "-Xmx2g", "-cp", path, "LucenePeer"]
        return None


class Telusur(Peer):
    def __init__(self, folder, program):
        super().__init__("telusur", "Telusur", os.path.join(folder, "telusur"))
        self.driver = [program]

    def prepare(self, folder):
        return None

    def find_version(self):
        self.version = run(self.driver + ["--version"])[0].split()[-1]

    def build(self, corpus, prefix):
        return run(self.driver + ["index", "--analyzer", "whitespace",
                                  "--no-store", "--threads", "1", "--output",
                                  self.index, corpus], prefix)

    def time_queries(self, mode, queries, runs, seconds, prefix):
        output, _, _ = run(self.driver + [
            "bench", self.index, "--queries", queries, "--mode", mode, "--runs",
            str(runs)], prefix)
        taken = {}
        for line in output.splitlines():
            record = json.loads(line)
            taken[record["metric"]] = record["value"]
        taken = {name: taken[name] for name in ("mean", "p50", "p95", "p99")}
        if mode.startswith("count"):
            taken["hits"] = self._count(mode, queries)
        return taken

    def _search(self, mode, queries, flags):
        """Runs the queries of a file, read as `mode` says."""
        asked = queries + "." + mode
        with open(asked, "w", encoding="utf-8") as out:
            for number, query in enumerate(collection.read_lines(queries)):
                if "phrase" in mode:
                    query = '"%s"' % query
                elif "and" in mode:
                    query = " ".join("+" + word for word in query.split())
                out.write("%d\t%s\n" % (number, query))
        return run(self.driver + ["search", self.index, "--queries", asked,
                                  *flags])[0].splitlines()

    def _count(self, mode, queries):
        return sum(int(line.split()[-1])
                   for line in self._search(mode, queries, ["--count"]))

    def top(self, mode, queries, k):
        ranked = [[] for _ in collection.read_lines(queries)]
        for line in self._search(mode, queries,
                                 ["--format", "trec", "-k", str(k)]):
            number, _, document, _, score, _ = line.split()
            ranked[int(number)].append((int(document), float(score)))
        return ranked

    def first_command(self, queries):
        return self.driver + ["search", self.index, "--format", "ids",
                              collection.read_lines(queries)[0]]
