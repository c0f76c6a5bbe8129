"""A benchmark program: NAME.cc, built with the main function they share."""

load("@rules_cc//cc:defs.bzl", "cc_binary")

def telusur_benchmark(name, deps = []):
    cc_binary(
        name = name,
        testonly = True,
        srcs = [name + ".cc"],
        deps = deps + [
            "//bench:bench_main",
            "@com_github_google_benchmark//:benchmark",
        ],
    )
