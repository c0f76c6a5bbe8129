"""One page of everything that was measured."""

import html

from peers import summary
from reporting import results, svg

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #1c2733; background: #fff;
       max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.4rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
p { max-width: 46rem; } .note { color: #5b6875; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13px; margin: .6rem 0; }
th, td { padding: .25rem .7rem; border-bottom: 1px solid #e3e8ee;
         text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
th { border-bottom: 2px solid #b9c3cd; }
.trends { display: flex; flex-wrap: wrap; gap: .4rem; }
svg { font-family: system-ui, sans-serif; }
"""


def _table(rows):
    head, *body = rows
    cells = ["<tr>%s</tr>" % "".join("<th>%s</th>" % html.escape(cell)
                                     for cell in head)]
    for row in body:
        cells.append("<tr>%s</tr>" % "".join("<td>%s</td>" % html.escape(cell)
                                             for cell in row))
    return '<div class="scroll"><table>%s</table></div>' % "".join(cells)


def _absent(what, command):
    return '<p class="note">No %s yet: <code>%s</code> makes them.</p>' % (
        html.escape(what), html.escape(command))


def _trends(commits):
    if not commits:
        return _absent("records of commits",
                       "bench/gate --record bench/results/<folder>/gate.jsonl")
    names = sorted({name for commit in commits for name in commit.figures})
    labels = [commit.commit for commit in commits]
    charts = [svg.trend([commit.figures.get(name) for commit in commits], labels,
                        name) for name in names]
    return ('<p>%d commits, %s to %s, as ratios to the first one that has the '
            'figure. Instructions and bytes are better when lower, quality when '
            'higher.</p><div class="trends">%s</div>' % (
                len(commits), html.escape(labels[0]), html.escape(labels[-1]),
                "".join(charts)))


def _latencies(peers):
    rows = []
    for what, config, metric, _, _ in summary.ROWS:
        if metric == "p50":
            ranges = []
            for engine in peers.engines:
                values = [peers.values.get((engine, config, each))
                          for each in ("p50", "p95", "p99")]
                ranges.append(None if None in values else values)
            rows.append((what.rsplit(",", 1)[0], ranges))
    return svg.distributions(rows, peers.engines, "µs",
                             "Latencies of " + peers.corpus)


def _peers(compared):
    if not compared:
        return _absent("comparisons", "bench/compare")
    parts = []
    for peers in compared:
        ours = peers.engines[0]
        values = {("telusur" if engine == ours else engine, config, metric): value
                  for (engine, config, metric), value in peers.values.items()}
        titles = {("telusur" if engine == ours else engine): engine
                  for engine in peers.engines}
        (_, rows), = results.parse_tables(summary.table(titles, values))
        parts.append(
            "<h3>%s</h3><p class=\"note\">%s. In brackets: ratios to Telusur.</p>"
            "%s<p>Latency of a query: a dot at the median, a thick line to the "
            "95th percentile, a thin one to the 99th.</p>%s" % (
                html.escape(peers.corpus), html.escape(peers.folder),
                _table(rows), _latencies(peers)))
    return "".join(parts)


def _tables(tables, what, command):
    if not tables:
        return _absent(what, command)
    return "".join("<h3>%s</h3><p class=\"note\">%s</p>%s" % (
        html.escape(table.title), html.escape(table.folder), _table(table.rows))
                   for table in tables)


def _rate(value):
    if value is None:
        return "-"
    for size, unit in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return "%.3g %s" % (value / size, unit)
    return "%.3g" % value


def _micro(runs):
    if not runs:
        return _absent("microbenchmarks", "bazel run //bench:run_all -- --json")
    latest = runs[-1]
    rows = [["benchmark", "CPU time, µs", "items/s", "bytes/s"]]
    for name, nanoseconds, items, size in latest.rows:
        rows.append([name, "{:,.3f}".format(nanoseconds / 1e3), _rate(items),
                     _rate(size)])
    return '<p class="note">%s, %s</p>%s' % (
        html.escape(latest.folder), html.escape(latest.date), _table(rows))


def _documents(folder):
    rows = [["document", "about"]]
    rows += [["%s/%s" % (where, name), title]
             for where, name, title in results.list_documents(folder)]
    return _table(rows)


def make(folder):
    """The page of the results in `folder`, as HTML without any reference."""
    sections = (
        ("Beside its peers", _peers(results.read_peers(folder))),
        ("Snappy", _tables(results.read_tables(folder, "snappy*.md"),
                           "tables", "telusur stats")),
        ("Over commits", _trends(results.read_commits(folder))),
        ("Microbenchmarks", _micro(results.read_micro(folder))),
        ("What was recorded", _documents(folder)),
    )
    body = "".join("<h2>%s</h2>%s" % section for section in sections)
    return ('<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            "<title>Telusur: benchmarks</title><style>%s</style></head>"
            "<body><h1>Telusur: benchmarks</h1>%s</body></html>\n" % (
                _STYLE, body))
