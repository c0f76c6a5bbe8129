"""Benchmark programs, and the one that runs them all."""

load("@rules_cc//cc:defs.bzl", "cc_binary")

def telusur_benchmark(name, deps = []):
    """A benchmark program: NAME.cc, built with the main function they share."""
    cc_binary(
        name = name,
        testonly = True,
        srcs = [name + ".cc"],
        deps = deps + [
            "//bench:bench_main",
            "@com_github_google_benchmark//:benchmark",
        ],
    )

def run_all_benchmarks(name):
    """A program that runs every *_bench that its package defines before it."""
    native.sh_binary(
        name = name,
        testonly = True,
        srcs = [name + ".sh"],
        data = [
            ":" + rule
            for rule in native.existing_rules()
            if rule.endswith("_bench")
        ],
    )
