#!/usr/bin/env python3
"""Count the words of two corpora: the statistics behind the stemmer's tables.

usage: count_words.py DATA_DIR > index/analysis/data/word_statistics.tsv

DATA_DIR/corpus holds news-clickid.jsonl.gz and law-uu-pp.jsonl.gz. A word is a
run of ASCII letters, with single hyphens inside. Printed are the words whose
count is at least MIN_COUNT, by count, then by spelling:

  form   lower case
  news   occurrences in the news
  mid    occurrences in the news inside a sentence: after a small letter or a
         comma, and a blank
  cap    those of `mid` that begin with a capital letter
  law    occurrences in the laws in small letters
  title  occurrences in the laws that begin with a capital and go on small

The count is news + (law + title) // LAW_SHARE: the laws are three times as
large, and repeat themselves.

The same corpora give the same bytes.
"""

import collections
import gzip
import json
import os
import re
import sys

MIN_COUNT = 3
LAW_SHARE = 16

HEADER = """\
# Word statistics of two corpora, written by tools/stemmer_data/count_words.py.
# Do not edit. To regenerate:
#   tools/stemmer_data/count_words.py "$TELUSUR_DATA" \\
#     > index/analysis/data/word_statistics.tsv
# Sources: CLICK-ID raw news articles (Mendeley Data k42j7x2kpn, CC BY 4.0) and
# Indonesian acts and government regulations 1945-2023 (no copyright: UU
# 28/2014, article 42).
# form	news	mid	cap	law	title
"""

WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
GLUED = re.compile(r"[a-z][A-Z]")
MIDDLE = re.compile(r"[a-z,] ")


def texts(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"].replace("\u00a0", " ")


def count_news(path):
    count, mid, cap = (collections.Counter() for _ in range(3))
    for text in texts(path):
        for match in WORD.finditer(text):
            word = match.group()
            if GLUED.search(word):
                continue
            form = word.lower()
            count[form] += 1
            if MIDDLE.fullmatch(text[max(0, match.start() - 2):match.start()]):
                mid[form] += 1
                cap[form] += word[0].isupper()
    return count, mid, cap


def count_laws(path):
    law, title = collections.Counter(), collections.Counter()
    for text in texts(path):
        for word in WORD.findall(text):
            if word.islower():
                law[word] += 1
            elif word[0].isupper() and word[1:].islower():
                title[word.lower()] += 1
    return law, title


def main(data_dir):
    corpus = os.path.join(data_dir, "corpus")
    news, mid, cap = count_news(os.path.join(corpus, "news-clickid.jsonl.gz"))
    law, title = count_laws(os.path.join(corpus, "law-uu-pp.jsonl.gz"))
    rows = []
    for form in news.keys() | law.keys() | title.keys():
        count = news[form] + (law[form] + title[form]) // LAW_SHARE
        if count >= MIN_COUNT:
            rows.append((-count, form))
    sys.stdout.write(HEADER)
    for _, form in sorted(rows):
        print(form, news[form], mid[form], cap[form], law[form], title[form],
              sep="\t")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
