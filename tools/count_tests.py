#!/usr/bin/env python3
"""Counts the tests of a `bazel test` run from its build event file.

    count_tests.py EVENTS_FILE BAZEL_EXIT_STATUS

Prints what failed, then "N passed, N failed" and, when tests were skipped,
", N skipped". Counts test targets. The exit status is 0 when nothing failed.
The printed summary of Bazel would not do: its columns depend on the terminal,
and a failed build can leave it out.
"""

import json
import os
import sys
import urllib.parse
import xml.etree.ElementTree


def read_events(path):
    """Yields the events of a file, which is cut short when Bazel was killed."""
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            try:
                yield json.loads(line)
            except ValueError:
                return


def collect(events):
    """Returns (labels of all tests, label -> summary, labels not built)."""
    tests = set()
    summaries = {}
    not_built = set()
    for event in events:
        identity = event["id"]
        if "testSize" in event.get("configured", {}):
            tests.add(identity["targetConfigured"]["label"])
        elif "testSummary" in event:
            label = identity["testSummary"]["label"]
            summaries[label] = event["testSummary"]
        elif "targetCompleted" in identity:
            skipped = event.get("aborted", {}).get("reason") == "SKIPPED"
            if not skipped and not event.get("completed", {}).get("success"):
                not_built.add(identity["targetCompleted"]["label"])
    return tests, summaries, not_built


def log_paths(summary):
    logs = summary.get("failed", []) + summary.get("passed", [])
    return [urllib.parse.unquote(log["uri"][len("file://"):])
            for log in logs if log.get("uri", "").startswith("file://")]


def is_skipped(summary):
    """Whether a GoogleTest target skipped every test that it holds."""
    results = []
    for log in log_paths(summary):
        report = os.path.join(os.path.dirname(log), "test.xml")
        try:
            root = xml.etree.ElementTree.parse(report).getroot()
        except (OSError, xml.etree.ElementTree.ParseError):
            return False
        results += [case.get("result") for case in root.iter("testcase")]
    return bool(results) and all(r == "skipped" for r in results)


def main():
    events_path, bazel_status = sys.argv[1], int(sys.argv[2])
    tests, summaries, not_built = collect(read_events(events_path))
    num_passed = 0
    num_skipped = 0
    failures = [label + " FAILED_TO_BUILD" for label in sorted(not_built)]
    for label in sorted(tests - not_built):
        summary = summaries.get(label, {})
        status = summary.get("overallStatus", "DID_NOT_RUN")
        if status != "PASSED":
            failures.append(" ".join([label, status] + log_paths(summary)))
        elif is_skipped(summary):
            num_skipped += 1
        else:
            num_passed += 1

    # What is no target's failure: a BUILD file that does not load, an option
    # that Bazel does not know, Bazel itself.
    if bazel_status != 0 and not failures:
        failures.append("the build (Bazel's exit status is %d)" % bazel_status)
    elif not tests:
        failures.append("no test was found")

    if failures:
        print("\nFailed:\n  " + "\n  ".join(failures))
    counts = "%d passed, %d failed" % (num_passed, len(failures))
    if num_skipped:
        counts += ", %d skipped" % num_skipped
    print(counts)
    sys.exit(1 if failures else 0)


main()
