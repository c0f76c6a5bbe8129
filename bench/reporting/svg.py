"""Charts as SVG, made of nothing but text."""

import html
import math

# One colour per engine, told apart by those who see fewer colours, too.
COLOURS = ("#0b63c5", "#d9480f", "#2b8a3e", "#862e9c")
INK = "#1c2733"
FAINT = "#8a97a5"
GRID = "#e3e8ee"


def _text(x, y, words, anchor="start", colour=INK, size=12):
    return '<text x="%.1f" y="%.1f" text-anchor="%s" fill="%s" font-size="%d">%s</text>' % (
        x, y, anchor, colour, size, html.escape(words))


def _line(x1, y1, x2, y2, colour, width=1):
    return ('<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s" '
            'stroke-width="%g"/>' % (x1, y1, x2, y2, colour, width))


def _dot(x, y, radius, colour, title):
    return ('<circle cx="%.1f" cy="%.1f" r="%g" fill="%s"><title>%s</title>'
            '</circle>' % (x, y, radius, colour, html.escape(title)))


def _document(width, height, label, parts):
    return ('<svg viewBox="0 0 %d %d" width="%d" height="%d" role="img" '
            'aria-label="%s">%s</svg>' % (width, height, width, height,
                                          html.escape(label), "".join(parts)))


def _decades(low, high):
    """Powers of ten around [low, high]."""
    first = math.floor(math.log10(low))
    return [10.0 ** i for i in range(first, math.ceil(math.log10(high)) + 1)]


def _label(value):
    return "{:,g}".format(value)


def distributions(rows, series, unit, label):
    """Ranges on a logarithmic axis.

    `rows` is a list of (name, [(low, middle, high) or None for each series]);
    a thick line reaches from low to middle, a thin one to high.
    """
    values = [value for _, ranges in rows for each in ranges if each
              for value in each if value > 0]
    if not values:
        return ""
    left, right, top, step = 130, 30, 34, 14 * len(series) + 14
    width, height = 860, top + step * len(rows) + 30
    ticks = _decades(min(values), max(values))
    low, span = math.log10(ticks[0]), math.log10(ticks[-1] / ticks[0]) or 1

    def place(value):
        share = (math.log10(max(value, ticks[0])) - low) / span
        return left + share * (width - left - right)

    parts = []
    for i, name in enumerate(series):
        parts.append(_dot(left + 6 + 170 * i, 12, 5, COLOURS[i % len(COLOURS)],
                          name))
        parts.append(_text(left + 16 + 170 * i, 16, name))
    for tick in ticks:
        parts.append(_line(place(tick), top - 6, place(tick), height - 24, GRID))
        parts.append(_text(place(tick), height - 8, _label(tick) + " " + unit,
                           "middle", FAINT, 11))
    for number, (name, ranges) in enumerate(rows):
        y = top + step * number + 8
        parts.append(_text(left - 10, y + step / 2 - 10, name, "end"))
        for i, each in enumerate(ranges):
            if each:
                parts += _range(place, y + 14 * i, each, series[i], unit,
                                COLOURS[i % len(COLOURS)])
    return _document(width, height, label, parts)


def _range(place, y, values, name, unit, colour):
    low, middle, high = values
    title = "%s: %s, %s, %s %s" % (name, *map(_label, values), unit)
    return [_line(place(middle), y, place(high), y, colour, 1.5),
            _line(place(low), y, place(middle), y, colour, 5),
            _line(place(high), y - 4, place(high), y + 4, colour, 1.5),
            _dot(place(low), y, 4.5, colour, title)]


def trend(values, names, title):
    """A small line chart of `values`, None where there is none; as ratios to
    the first, on an axis that shows at least 5% either way."""
    points = [(i, value) for i, value in enumerate(values) if value is not None]
    first = points[0][1] or 1
    ratios = [(i, value / first) for i, value in points]
    reach = max(0.05, max(abs(ratio - 1) for _, ratio in ratios))
    width, height, left, right, top, bottom = 270, 110, 12, 52, 26, 14

    def x_of(i):
        return left + (width - left - right) * i / max(1, len(values) - 1)

    def y_of(ratio):
        middle = (top + height - bottom) / 2
        return middle - (ratio - 1) / reach * (height - top - bottom) / 2

    path = " ".join("%.1f,%.1f" % (x_of(i), y_of(ratio)) for i, ratio in ratios)
    parts = [_text(left, 14, title),
             _line(left, y_of(1), width - right, y_of(1), GRID),
             '<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>' %
             (path, COLOURS[0])]
    for i, ratio in ratios:
        parts.append(_dot(x_of(i), y_of(ratio), 2.5, COLOURS[0],
                          "%s: %s (%.3f)" % (names[i], _label(values[i]), ratio)))
    last, ratio = ratios[-1]
    parts.append(_text(x_of(last) + 6, y_of(ratio) + 4, "%.3f" % ratio))
    return _document(width, height, title, parts)
