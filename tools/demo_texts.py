#!/usr/bin/env python3
"""Turns two unpacked Debian packages into documents for tools/demo.

    demo_texts.py PACKAGES_DIR TEXTS_DIR

Man pages (manpages-id) become text files, TEXTS_DIR/manual/ls.1.txt; each
section of the Debian Reference (debian-reference-id), whose chapters are too
long to be one document, becomes a page of its own,
TEXTS_DIR/referensi/ch02_package_configuration.html.
"""

import gzip
import pathlib
import re
import sys

# Requests whose arguments are text, and what joins them. Every other request is
# layout.
_TEXT_REQUESTS = {"B": " ", "I": " ", "R": " ", "SM": " ", "SB": " ", "BR": "",
                  "RB": "", "BI": "", "IB": "", "IR": "", "RI": "", "UR": "",
                  "MT": ""}
_HEADINGS = {"SH", "SS"}
_PARAGRAPHS = {"PP", "P", "LP", "TP", "IP", "HP"}

# Special characters of roff, as \(xx or \[xx].
_CHARACTERS = {"aq": "'", "dq": '"', "lq": "“", "rq": "”", "oq": "‘", "cq": "’",
               "co": "©", "em": "—", "en": "–", "bu": "•", "hy": "-", "rs": "\\",
               "ti": "~", "ha": "^", "la": "<", "ra": ">"}

_ESCAPE = re.compile(r"""\\(?: f(?:\[[^]]*\]|\(..|.)        # fonts
                             | s[-+]?\d+                    # sizes
                             | \((?P<two>..) | \[(?P<name>[^]]*)\]
                             | (?P<one>.) )""", re.VERBOSE)
_SINGLE = {"-": "-", "e": "\\", "\\": "\\", "~": " ", " ": " ", "0": " ",
           "'": "'", "`": "`", ".": "."}


def unescape(text):
    """Replaces roff's escapes by the characters that they stand for."""

    def replace(match):
        name = match["two"] or match["name"]
        if name:
            return _CHARACTERS.get(name, "")
        return _SINGLE.get(match["one"] or "", "")

    return _ESCAPE.sub(replace, re.sub(r'\\".*', "", text))


def man_page_text(source):
    """The text of a man page, its paragraphs divided by empty lines."""
    paragraphs = [[]]
    in_definition = False
    for line in source.splitlines():
        request = re.match(r"[.'][ \t]*(\S*)[ \t]*(.*)", line)
        if not request:
            if not in_definition:
                paragraphs[-1].append(unescape(line))
            continue
        name, rest = request.groups()
        arguments = [unescape(quoted or word) for quoted, word in
                     re.findall(r'"([^"]*)"|(\S+)', rest)]
        if name in ("de", "."):
            in_definition = name == "de"
        elif name in _HEADINGS:
            paragraphs += [arguments, []]
        elif name in _TEXT_REQUESTS:
            paragraphs[-1].append(_TEXT_REQUESTS[name].join(arguments))
        elif name in _PARAGRAPHS:
            paragraphs.append([])
    texts = (" ".join(" ".join(p).split()) for p in paragraphs)
    return "\n\n".join(text for text in texts if text) + "\n"


def strip_tags(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def sections(chapter):
    """Yields (anchor, title, HTML) of each section of a DocBook page."""
    body = re.sub(r'(?s)<div class="toc">.*?</dl>\s*</div>', "", chapter)
    body = re.sub(r'(?s)<div class="nav(header|footer)">.*?</table>', "", body)
    for part in re.split(r'<div class="(?:section|chapter)">', body)[1:]:
        heading = re.search(
            r'(?s)<h\d[^>]*class="title"[^>]*><a id="([^"]*)"/>(.*?)</h\d>', part)
        # Some sections are but a heading over the sections that follow.
        if heading and strip_tags(part[heading.end():]):
            yield heading[1].strip("_"), strip_tags(heading[2]), part


def write_man_pages(packages, texts):
    for path in sorted(packages.glob("**/man/id/man*/*.gz")):
        text = man_page_text(gzip.decompress(path.read_bytes()).decode("utf-8"))
        (texts / (path.stem + ".txt")).write_text(text, encoding="utf-8")


def write_reference(packages, texts):
    for path in sorted(packages.glob("**/debian-reference/ch*.id.html")):
        chapter = path.name.split(".")[0]
        for anchor, title, part in sections(path.read_text(encoding="utf-8")):
            page = ("<!DOCTYPE html>\n<html lang=\"id\"><head>"
                    "<meta charset=\"utf-8\"><title>%s</title></head>\n"
                    "<body>%s</body></html>\n" % (title, part))
            name = "%s_%s.html" % (chapter, anchor)
            (texts / name).write_text(page, encoding="utf-8")


def main():
    packages, texts = (pathlib.Path(argument) for argument in sys.argv[1:3])
    for name, write in (("manual", write_man_pages),
                        ("referensi", write_reference)):
        folder = texts / name
        folder.mkdir(parents=True, exist_ok=True)
        write(packages, folder)
        if not any(folder.iterdir()):
            sys.exit("demo_texts.py: found nothing for " + str(folder))


main()
