"""A fuzz target that is also an ordinary test.

The source defines LLVMFuzzerTestOneInput. `bazel test` replays the corpus and
damaged copies of it; to search for new inputs:

    bazel build --config=fuzz //tests/fuzz:NAME
    bazel-bin/tests/fuzz/NAME NEW_INPUTS_DIR tests/fuzz/corpus/NAME
"""

load("@rules_cc//cc:defs.bzl", "cc_test")

def fuzz_test(name, srcs, deps, corpus = [], **kwargs):
    """Declares a fuzz target.

    Args:
      name: name of the test.
      srcs: sources; one of them defines LLVMFuzzerTestOneInput.
      deps: libraries under test.
      corpus: files, each one an input.
      **kwargs: passed to cc_test.
    """
    cc_test(
        name = name,
        srcs = srcs,
        args = ["$(execpath %s)" % input for input in corpus],
        data = corpus,
        deps = deps + ["//tests/fuzz:driver"],
        **kwargs
    )
