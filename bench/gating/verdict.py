"""Compares figures of two commits and says which are worse.

A figure's name says what it is: `instructions/...` and `bytes/...` are better
when smaller, `quality/...` when larger.
"""

import fnmatch
import re
from collections import namedtuple

# A figure may be worse by so much. Instruction counts and bytes do not vary from
# run to run; what varies is how the compiler inlines around an innocent change.
MAX_WORSE = 0.02

# 1.02 - 1 is a little more than 0.02.
_ROUNDING = 1e-9

Verdict = namedtuple("Verdict", "name base change worse_by outcome reason")

_ACCEPT = re.compile(r"^\s*Bench-accept:\s*(\S+)\s+(\S.*?)\s*$", re.MULTILINE)


def accepted(messages):
    """Returns pattern -> reason of the `Bench-accept: NAME reason` lines.

    NAME may end in a star: instructions/* stands for all of them. A line
    without a reason accepts nothing.
    """
    return dict(_ACCEPT.findall(messages))


def _reason(name, accept):
    for pattern, reason in accept.items():
        if fnmatch.fnmatchcase(name, pattern):
            return reason
    return None


def worse_by(name, base, change):
    """By what share `change` is worse than `base`; negative when better."""
    if base == change:
        return 0.0
    if name.startswith("quality/"):
        base, change = change, base
    return change / base - 1 if base else float("inf")


def compare(base, change, accept):
    """Returns a Verdict for every name in either of two name -> figure."""
    verdicts = []
    for name in sorted(set(base) | set(change)):
        if name not in base or name not in change:
            side = "base" if name in base else "change"
            verdicts.append(Verdict(name, base.get(name), change.get(name), None,
                                    "only in " + side, None))
            continue
        worse = worse_by(name, base[name], change[name])
        reason = _reason(name, accept)
        outcome = "ok"
        if worse > MAX_WORSE + _ROUNDING:
            outcome = "worse" if reason is None else "accepted"
        elif worse < -MAX_WORSE:
            outcome = "better"
        verdicts.append(Verdict(name, base[name], change[name], worse, outcome,
                                reason if outcome == "accepted" else None))
    return verdicts


def failed(verdicts):
    return [verdict.name for verdict in verdicts if verdict.outcome == "worse"]


def _number(value):
    if value is None:
        return "-"
    return "%.4f" % value if isinstance(value, float) else "%d" % value


def table(verdicts):
    """The verdicts as a Markdown table."""
    lines = ["| figure | base | change | change / base | verdict |",
             "|---|--:|--:|--:|---|"]
    for verdict in verdicts:
        ratio = "-"
        if verdict.worse_by is not None and verdict.base:
            ratio = "%.4f" % (verdict.change / verdict.base)
        outcome = verdict.outcome
        if verdict.reason:
            outcome += ": " + verdict.reason
        lines.append("| %s | %s | %s | %s | %s |" % (
            verdict.name, _number(verdict.base), _number(verdict.change), ratio,
            outcome))
    return "\n".join(lines)
