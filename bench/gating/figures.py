"""Takes the figures that the gate compares, from programs that are built."""

import concurrent.futures
import math
import os
import re
import subprocess

from gating import questions

_INSTRUCTIONS = re.compile(r"I\s+refs:\s+([\d,]+)")

# The processor that valgrind shows to a program has no AVX-512, so whatever is
# chosen when a program starts is chosen for AVX2, on every machine.
_VALGRIND = ["valgrind", "--tool=cachegrind", "--cache-sim=no",
             "--cachegrind-out-file=/dev/null"]


class MeasureError(Exception):
    """A command that failed, and what it said."""


def _run(command, **options):
    """Runs a command; its output. MeasureError with what it said if it fails."""
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False, **options)
    if done.returncode != 0:
        raise MeasureError("%s: exit status %d\n%s" % (
            " ".join(command), done.returncode, done.stderr[-4000:]))
    return done


def can_count():
    """Whether valgrind runs here at all: some containers forbid it."""
    try:
        return _INSTRUCTIONS.search(_run(_VALGRIND + ["true"]).stderr) is not None
    except (MeasureError, OSError):
        return False


def _benchmark_names(gate_bench):
    lines = _run([gate_bench, "--benchmark_list_tests"]).stdout.splitlines()
    return [line.split("/iterations:")[0] for line in lines if line]


def _count(gate_bench, folder, name, iterations):
    done = _run(_VALGRIND + [
        gate_bench, "--quiet", "--folder=" + folder,
        "--iterations=%d" % iterations, "--benchmark_filter=^%s/" % name],
                env={"PATH": os.environ["PATH"], "TMPDIR": folder + ".tmp"})
    return int(_INSTRUCTIONS.search(done.stderr).group(1).replace(",", ""))


def _instructions(gate_bench, folder, name):
    """Instructions of one iteration: a run of two without a run of one."""
    return (_count(gate_bench, folder, name, 2) -
            _count(gate_bench, folder, name, 1))


def instructions(programs, folder, pattern=re.compile("")):
    """Returns name -> instructions of an iteration of each benchmark whose
    figure's name matches.

    `folder` becomes an index that the benchmarks share: what builds it is not
    counted, because a run without valgrind has built it before.
    """
    gate_bench = os.path.join(programs, "gate_bench")
    os.makedirs(folder + ".tmp", exist_ok=True)
    _run([gate_bench, "--quiet", "--folder=" + folder, "--iterations=1",
          "--benchmark_filter=^open/"])
    names = [name for name in _benchmark_names(gate_bench)
             if pattern.search("instructions/" + name)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = pool.map(lambda name: _instructions(gate_bench, folder, name),
                          names)
        return {"instructions/" + name: count
                for name, count in zip(names, counts)}


def _folder_bytes(folder):
    return sum(os.path.getsize(os.path.join(parent, name))
               for parent, _, names in os.walk(folder) for name in names)


def write_collections(generate_corpus, folder):
    """Writes what index_bytes() indexes: the same files for both sides."""
    for name, flags in (("tokens.tsv", ["--format", "tsv"]),
                        ("prose.jsonl", ["--prose", "--navigation"])):
        _run([generate_corpus, "--docs", "6000", "--vocabulary", "50000",
              "--seed", "11", "--near-duplicates", "0.05", "--output",
              os.path.join(folder, name)] + flags)


def index_bytes(programs, collections, folder):
    """Returns name -> bytes of an index."""
    telusur = os.path.join(programs, "telusur")
    figures = {}
    for name, flags in (
            ("tokens.tsv", ["--analyzer", "whitespace", "--no-store"]),
            ("prose.jsonl", [])):
        index = os.path.join(folder, name + ".idx")
        _run([telusur, "index", "--output", index] + flags +
             [os.path.join(collections, name)])
        figures["bytes/" + name.split(".")[0]] = _folder_bytes(index)
    return figures


def quality(programs, folder, index_flags=()):
    """Returns MRR@10 and nDCG@10 of the questions whose answers are known."""
    telusur = os.path.join(programs, "telusur")
    answers = questions.write(folder)
    index = os.path.join(folder, "questions.idx")
    _run([telusur, "index", "--output", index, *index_flags,
          os.path.join(folder, "documents.jsonl")])
    ranked = _run([telusur, "search", index, "--queries",
                   os.path.join(folder, "questions.tsv"), "--format", "trec",
                   "-k", "10"]).stdout
    reciprocal = gain = 0.0
    for line in ranked.splitlines():
        number, _, identity, rank = line.split()[:4]
        if answers[int(number)] == identity:
            reciprocal += 1 / int(rank)
            gain += 1 / math.log2(1 + int(rank))
    return {"quality/mrr10": reciprocal / len(answers),
            "quality/ndcg10": gain / len(answers)}
