"""The measurements of bench/compare as a table of ratios."""

from peers import engines

_MODE_NAMES = {
    "or10": "OR top-10", "or1000": "OR top-1000", "and10": "AND top-10",
    "phrase10": "phrase top-10", "countor": "count OR", "countand": "count AND",
    "countphrase": "count phrase",
}

# (what, config, metric, unit, digits)
ROWS = [("build", "build", "mb_per_cpu_s", "MB/s", 1),
        ("index", "build", "index_bytes", "MB", 2)]
for _mode in engines.MODES:
    for _metric in ("mean", "p50", "p99"):
        ROWS.append(("%s, %s" % (_MODE_NAMES[_mode], _metric), _mode, _metric,
                     "µs", 0))
ROWS += [("first answer of a new process, CPU", "first", "cpu", "ms", 1),
         ("first answer of a new process, wall", "first", "wall", "ms", 1)]


def _shown(value, unit, digits):
    if unit == "MB":
        value /= 1e6
    if digits == 0 and value < 10:
        digits = 1
    return "{:,.{}f}".format(value, digits)


def _cell(values, name, config, metric, unit, digits):
    value = values.get((name, config, metric))
    own = values.get(("telusur", config, metric))
    if value is None:
        return "-"
    shown = _shown(value, unit, digits)
    if name == "telusur" or not own:
        return shown
    return "%s (%.2f)" % (shown, value / own)


def table(titles, values):
    """`titles` is name -> title, Telusur first; `values` is
    (name, config, metric) -> number."""
    lines = ["| what | " + " | ".join(titles.values()) + " |",
             "|---|" + "--:|" * len(titles)]
    for what, config, metric, unit, digits in ROWS:
        cells = [_cell(values, name, config, metric, unit, digits)
                 for name in titles]
        lines.append("| %s, %s | %s |" % (what, unit, " | ".join(cells)))
    return "\n".join(lines)


def agreement_table(titles, agreements):
    """`agreements` is (name, mode) -> (queries, as its formula says, overlap)."""
    lines = ["| ranked alike | " + " | ".join(titles.values()) + " |",
             "|---|" + "--:|" * len(titles)]
    for mode in ("or", "and"):
        for what, place in (("top 10 is that of the engine's own formula", 1),
                            ("documents in common with Telusur's top 10", 2)):
            cells = ["%.1f%%" % (100 * agreements[name, mode][place])
                     for name in titles]
            lines.append("| %s: %s | %s |" % (mode.upper(), what,
                                              " | ".join(cells)))
    return "\n".join(lines)
