"""A small collection with questions whose answers are known, from a fixed seed.

Each question asks for two roots. Its one answer is a short document that holds
both, more than once, in forms that the question does not use: whoever does not
reduce words to their roots does not find it. Around it stand longer documents
with both roots once, and documents that repeat one of the question's own words.
Other questions ask for what the tokenizer must see (glued words, numbers,
reduplication, hosts), and for names that only weights tell apart: rare from
frequent, twice from once, short from long. An answer comes after its rivals, so
that a tie loses.
"""

import json
import os
import random

ROOTS = """tulis baca bangun tanam jual bayar kirim potong pukul tangkap tarik
tolak tutup buka cari curi dorong dukung gali ganti goreng gunting hapus hitung
ikat isi jaga jemput kumpul kunjung kurang lempar lihat lepas minum nilai olah
pakai panggil periksa pilih pimpin pindah putar rampas rawat rusak sapu saring
sebar selamat serang siram sita susun tambah tahan tanya tebang tembak terima
tiru tukar turun ubah ukur undang usir uji atur angkut alir bahas bakar bantu
batas bentuk bubar cabut campur catat cetak daftar dengar didik duduk
gerak hukum hambat lapor larang latih lindung masuk muat nyanyi pasang pecah
pegang pesan pinjam ramal rekam rencana runding sadar sambut sembuh sewa simpan
suap tinggal tuduh tumbuh utang wawancara""".split()

FILLER = """yang di dan itu ini dengan untuk dari dalam pada akan oleh tersebut
pagi siang malam kemarin warga kota desa jalan rumah orang kantor pasar sekolah
gunung sungai laut pulau jembatan kapal mobil kereta meja lampu pohon batu air
udara hutan sawah kebun ladang toko pabrik gedung taman kolam pantai""".split()

PLACES = """Ambon Bandung Cirebon Denpasar Ende Gorontalo Jayapura Kendari
Lombok Malang Nias Padang Palu Rembang Samarinda Ternate""".split()

_VOWELS = "aeiou"
_SEED = 20221129


def nasal(prefix, root):
    """me- or pe- before `root`, with the nasal that its first sound asks for."""
    first = root[0]
    if first in _VOWELS or first in "gh":
        return prefix + "ng" + root
    if first == "k":
        return prefix + "ng" + root[1:]
    if first in "bf":
        return prefix + "m" + root
    if first == "p":
        return prefix + "m" + root[1:]
    if first in "dcj":
        return prefix + "n" + root
    if first == "t":
        return prefix + "n" + root[1:]
    if first == "s":
        return prefix + "ny" + root[1:]
    return prefix + root


def forms(root):
    """Forms of a root: the first half for answers, the others for questions."""
    return [nasal("me", root), "di" + root, root + "an", nasal("me", root) + "kan",
            nasal("pe", root) + "an", root, "di" + root + "kan", root + "nya",
            nasal("me", root) + "i", nasal("pe", root)]


class _Maker:
    def __init__(self):
        self.random = random.Random(_SEED)
        self.documents = []
        self.questions = []

    def add(self, words, length):
        """A document of `words` among filler; returns its id."""
        words = words + self.random.choices(FILLER, k=length - len(words))
        self.random.shuffle(words)
        identity = "d%d" % len(self.documents)
        self.documents.append({"id": identity, "text": " ".join(words) + "."})
        return identity

    def ask_for_roots(self, first, second):
        one, other = forms(first), forms(second)
        pick = self.random.choice
        asked = pick(one[5:]), pick(other[5:])
        for root_forms, word in ((one, asked[0]), (other, asked[1])):
            self.add([word] * 3 + [pick(root_forms)], 60)
        for length in (50, 90, 130):
            self.add([pick(one), pick(other)], length)
        answer = self.add([pick(one[:5]), pick(one[:5]), pick(other[:5]),
                           pick(other[:5])], 40)
        self.questions.append(("%s %s" % asked, answer))

    def ask_for_token(self, written, asked, decoy):
        for length in (40, 60):
            self.add([decoy], length)
        self.questions.append((asked, self.add([written], 40)))

    def ask_for_names(self):
        rare, frequent = self.name(), self.name()
        for _ in range(12):
            self.add([frequent] * 4, 40)
        self.add([rare] * 2 + [frequent], 110)
        self.add([rare] + [frequent] * 3, 40)
        answer = self.add([rare] * 2 + [frequent], 40)
        self.questions.append(("%s %s" % (rare, frequent), answer))

    def name(self):
        """A name that no rule for affixes takes for a word."""
        return "".join(self.random.choice("bdfghjlmrtvz") +
                       self.random.choice("eou") for _ in range(4))


def make():
    """Returns (documents, [(question, id of its answer)])."""
    maker = _Maker()
    for i, root in enumerate(ROOTS):
        maker.ask_for_roots(root, ROOTS[(i + 37) % len(ROOTS)])
    for i, place in enumerate(PLACES):
        other = PLACES[(i + 1) % len(PLACES)].lower()
        maker.ask_for_token("di" + place, place.lower(), "pasar" + other)
        price = "%d.%d00" % (i + 2, 100 + i)
        maker.ask_for_token("Rp" + price, price.replace(".", ""), "%d" % (i + 2))
        root = ROOTS[5 * i]
        maker.ask_for_token("%s-%san" % (root, root), root + "an-" + root + "an",
                            other + "-" + other)
        maker.ask_for_token("https://www.kabar%s.co.id/a%d" % (other, i),
                            "kabar" + other, "kabar")
        maker.ask_for_names()
        maker.ask_for_names()
    return maker.documents, maker.questions


def write(folder):
    """Writes documents and queries into `folder`; returns the answers' ids."""
    documents, questions = make()
    with open(os.path.join(folder, "documents.jsonl"), "w",
              encoding="utf-8") as out:
        for document in documents:
            out.write(json.dumps(document) + "\n")
    with open(os.path.join(folder, "questions.tsv"), "w",
              encoding="utf-8") as out:
        for number, (question, _) in enumerate(questions):
            out.write("%d\t%s\n" % (number, question))
    return [answer for _, answer in questions]
