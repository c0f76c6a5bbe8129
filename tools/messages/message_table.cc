#include "tools/messages/message_table.h"

namespace telusur {
namespace {

using Id = MessageId;

constexpr MessageRow kMessages[] = {
    {Id::kNote, "column $0: $1 ($2)", "kolom $0: $1 ($2)"},
    {Id::kNoteReading, "$0 ($1)", "$0 ($1)"},
    {Id::kMoreNotes, "$0 more remarks on the query",
     "$0 catatan lagi tentang kueri ini"},
    {Id::kStopWordsLeftOut, "common words left out: $0",
     "kata umum diabaikan: $0"},
    {Id::kDidYouMean, "did you mean: $0", "mungkin maksud Anda: $0"},
    {Id::kDidYouMeanFor, "did you mean: $0 (for $1)",
     "mungkin maksud Anda: $0 (untuk $1)"},
    {Id::kSkipped, "$0 (skipped)", "$0 (dilewati)"},
    {Id::kQueryTooLong, "the query is too long", "kueri terlalu panjang"},

    {Id::kNoDocuments, "no documents", "tidak ada dokumen"},
    {Id::kOneDocument, "$0 document", "$0 dokumen"},
    {Id::kDocuments, "$0 documents", "$0 dokumen"},
    {Id::kSomeOfDocuments, "$0 of $1", "$0 dari $1"},
    {Id::kMoreWithNext, "$0 shown, .next shows more",
     "$0 ditampilkan, .next menampilkan lanjutannya"},
    {Id::kInTime, "$0, $1 ms", "$0, $1 md"},

    {Id::kWelcome, "Telusur $0: $1 in $2; .help explains, .quit leaves",
     "Telusur $0: $1 di $2; .help menjelaskan, .quit keluar"},
    {Id::kWordsAreSearched,
     "words are searched for; commands begin with a dot: .help, .quit",
     "kata-kata dicari; perintah berawal dengan titik: .help, .quit"},
    {Id::kNoSuchCommand, "there is no command .$0 (.help lists all)",
     "tidak ada perintah .$0 (.help menyebut semuanya)"},
    {Id::kAmbiguousCommand, ".$0 could be$1 (.help lists all)",
     ".$0 bisa berarti$1 (.help menyebut semuanya)"},
    {Id::kCommandsIntroduction,
     "Type what you look for: harga beras naik\n"
     "  \"harga beras\"       these words in this order\n"
     "  beras -impor        without a word; +word must be there\n"
     "  =perkataan          this form of the word only\n"
     "  kerusuh*  rusuh~1   words that begin like it, or nearly like it\n"
     "  title:beras  source:kompas  date:2019-09..2019-10\n"
     "Tab completes; Ctrl-R searches what was typed; Ctrl-C stops.\n\n",
     "Ketik apa yang dicari: harga beras naik\n"
     "  \"harga beras\"       kata-kata ini dalam urutan ini\n"
     "  beras -impor        tanpa sebuah kata; +kata harus ada\n"
     "  =perkataan          hanya bentuk kata ini\n"
     "  kerusuh*  rusuh~1   kata yang berawal begitu, atau mirip\n"
     "  title:beras  source:kompas  date:2019-09..2019-10\n"
     "Tab melengkapi; Ctrl-R mencari ketikan lama; Ctrl-C menghentikan.\n\n"},
    {Id::kNeedsResult, ".$0 needs a result; ask for something first",
     ".$0 memerlukan hasil; carilah sesuatu dahulu"},
    {Id::kNeedsResultNumber, ".$0 needs a number from $1 to $2",
     ".$0 memerlukan nomor dari $1 sampai $2"},
    {Id::kNeedsQuery, ".$0 needs a query before it",
     ".$0 memerlukan kueri sebelumnya"},
    {Id::kNoMoreResults, "there are no more results", "tidak ada hasil lagi"},
    {Id::kFirstResults, "these are the first results",
     "ini hasil yang pertama"},
    {Id::kNothingSimilar, "no word of this document is in another one",
     "tidak ada kata dokumen ini di dokumen lain"},
    {Id::kSimilarTo, "documents with: $0", "dokumen dengan: $0"},
    {Id::kNeedsArgument, ".$0 needs $1", ".$0 memerlukan $1"},
    {Id::kNoTermsWith, "no term begins with $0",
     "tidak ada istilah yang berawal $0"},
    {Id::kMoreTerms, "and $0 more (.limit shows more)",
     "dan $0 lagi (.limit menampilkan lebih banyak)"},
    {Id::kSettingAccepts, "$0 is $1, not \"$2\"", "$0 adalah $1, bukan \"$2\""},
    {Id::kNoSuchSetting, "there is no setting $0 (.set lists all)",
     "tidak ada setelan $0 (.set menyebut semuanya)"},
    {Id::kOutputFailed, "$0; results go to standard output again",
     "$0; hasil kembali ke keluaran baku"},
    {Id::kTooManyScripts, "$0: more than $1 files read one another",
     "$0: lebih dari $1 berkas saling membaca"},
    {Id::kNewerIndex, "the index has changed: .reload takes up generation $0",
     "indeks sudah berubah: .reload memakai generasi $0"},
    {Id::kReloaded, "generation $0, $1", "generasi $0, $1"},
    {Id::kNothingNewer, "generation $0 is the newest",
     "generasi $0 yang terbaru"},
    {Id::kIndexIsSound, "sound: $0, $1", "utuh: $0, $1"},

    {Id::kHelpHelp, "list the commands, or explain one",
     "daftar perintah, atau penjelasan satu perintah"},
    {Id::kHelpNext, "the next results", "hasil berikutnya"},
    {Id::kHelpPrev, "the results before", "hasil sebelumnya"},
    {Id::kHelpOpen, "the whole document of result N",
     "seluruh dokumen hasil ke-N"},
    {Id::kHelpExplain, "what the score of result N is made of",
     "asal skor hasil ke-N"},
    {Id::kHelpSimilar, "documents like result N",
     "dokumen yang mirip hasil ke-N"},
    {Id::kHelpTerms, "terms that begin so, with document counts",
     "istilah yang berawal begitu, dengan jumlah dokumen"},
    {Id::kHelpStem, "what a word is found under, and why",
     "dasar pencarian sebuah kata, dan alasannya"},
    {Id::kHelpAnalyze, "what becomes of a text in the index",
     "menjadi apa sebuah teks di dalam indeks"},
    {Id::kHelpMode, "how results are written", "bentuk penulisan hasil"},
    {Id::kHelpLimit, "show at most N results",
     "tampilkan paling banyak N hasil"},
    {Id::kHelpSet, "show the settings, or change one",
     "tampilkan setelan, atau ubah satu"},
    {Id::kHelpTimer, "say how long queries take", "sebutkan lama setiap kueri"},
    {Id::kHelpPager, "show long output a window at a time",
     "tampilkan keluaran panjang selayar demi selayar"},
    {Id::kHelpRead, "do what the lines of FILE say",
     "jalankan baris-baris FILE"},
    {Id::kHelpOutput, "write results to FILE, or here again",
     "tulis hasil ke FILE, atau kembali ke sini"},
    {Id::kHelpStats, "what the index holds", "isi indeks"},
    {Id::kHelpCheck, "verify the index, or decode all of it",
     "periksa indeks, atau baca seluruh isinya"},
    {Id::kHelpReload, "take up a newer index", "pakai indeks yang lebih baru"},
    {Id::kHelpQuit, "leave (or Ctrl-D)", "keluar (atau Ctrl-D)"},

    {Id::kNoDetails, "", ""},
    {Id::kDetailsPager,
     "    By $$PAGER, or less where it is installed. Results only when .limit "
     "is\n"
     "    above 10.\n",
     "    Dengan $$PAGER, atau less bila terpasang. Hasil pencarian hanya "
     "bila\n"
     "    .limit di atas 10.\n"},
    {Id::kDetailsExplain,
     "    A line a word: its part of the score, how often it is in the\n"
     "    document (tf), in how many documents it is (df), what that is worth\n"
     "    (idf), and the forms of it that were found.\n",
     "    Satu baris per kata: bagiannya dalam skor, berapa kali ada di\n"
     "    dokumen (tf), di berapa dokumen kata itu ada (df), nilainya (idf),\n"
     "    dan bentuk-bentuk yang ditemukan.\n"},
    {Id::kDetailsSimilar,
     "    Asks for the words that tell this document from others, each with\n"
     "    its weight. .next goes on in what is found.\n",
     "    Mencari kata yang membedakan dokumen ini dari yang lain, masing-\n"
     "    masing dengan bobotnya. .next melanjutkan hasilnya.\n"},
    {Id::kDetailsTerms,
     "    The most frequent first: the term, its documents, and the forms of\n"
     "    it that the documents have. Where no term begins so, the forms that\n"
     "    do, each with its term.\n",
     "    Yang tersering dahulu: istilah, jumlah dokumennya, dan bentuk-\n"
     "    bentuknya di dalam dokumen. Bila tidak ada istilah yang berawal\n"
     "    begitu: bentuk yang berawal begitu, masing-masing dengan "
     "istilahnya.\n"},
    {Id::kDetailsMode,
     "    text    for people, with a part of the text\n"
     "    table   columns, as wide as the window\n"
     "    json    an array an answer; jsonl: an object a result\n"
     "    csv     rank, score, id, title, date, source, url; tsv: likewise\n"
     "    trec    a run for trec_eval and telusur eval\n"
     "    ids     the ids alone\n",
     "    text    untuk dibaca orang, dengan cuplikan teks\n"
     "    table   kolom-kolom selebar layar\n"
     "    json    satu larik per jawaban; jsonl: satu objek per hasil\n"
     "    csv     rank, score, id, title, date, source, url; tsv: sama\n"
     "    trec    untuk trec_eval dan telusur eval\n"
     "    ids     hanya id\n"},
    {Id::kDetailsSet, "    .set alone lists all; .set NAME shows one.\n",
     "    .set saja menampilkan semua; .set NAME satu setelan.\n"},
    {Id::kDetailsRead, "    The lines are queries and commands, as typed.\n",
     "    Baris-barisnya kueri dan perintah, seperti yang diketik.\n"},
    {Id::kDetailsOutput,
     "    What FILE held is lost. Remarks and errors still come here.\n",
     "    Isi FILE yang lama hilang. Catatan dan galat tetap tampil di "
     "sini.\n"},
    {Id::kDetailsReload,
     "    Queries are answered from the index as it was when it was opened,\n"
     "    until this.\n",
     "    Sebelum perintah ini, kueri dijawab dari indeks seperti saat "
     "dibuka.\n"},

    {Id::kSettingK1, "BM25's k1 [the index's]", "k1 dari BM25 [milik indeks]"},
    {Id::kSettingB, "BM25's b [the index's]", "b dari BM25 [milik indeks]"},
    {Id::kSettingTitleBoost, "How many times a word in a title counts",
     "Berapa kali kata di judul dihitung"},
    {Id::kSettingSort, "By score, or the latest documents first",
     "Menurut skor, atau dokumen terbaru dahulu"},
    {Id::kSettingStopWords,
     "What becomes of common words (yang, di) beside other words",
     "Nasib kata umum (yang, di) di samping kata lain"},
    {Id::kSettingExactWeight,
     "How much of a word's score comes from the very form typed, not from its "
     "root",
     "Bagian skor kata yang berasal dari bentuk yang diketik, bukan akarnya"},
    {Id::kSettingStrict,
     "Refuse a query that is not proper instead of reading it as well as "
     "possible",
     "Tolak kueri yang tidak benar alih-alih membacanya sebisanya"},
    {Id::kSettingCount, "Count all documents that match",
     "Hitung semua dokumen yang cocok"},
    {Id::kSettingTimeout, "What a query may take", "Batas waktu satu kueri"},
    {Id::kSettingMaxQueryBytes, "Bytes of a query that are read",
     "Byte kueri yang dibaca"},
    {Id::kSettingMaxNesting, "Parentheses in parentheses",
     "Kurung di dalam kurung"},
    {Id::kSettingMaxClauses, "Words, those in phrases included, and filters",
     "Kata, termasuk yang di dalam frasa, dan saringan"},
    {Id::kSettingMaxDistance, "The number of \"...\"~N and NEAR/N",
     "Angka pada \"...\"~N dan NEAR/N"},
    {Id::kSettingMaxPhrases, "Phrases and NEARs of a query",
     "Frasa dan NEAR dalam satu kueri"},
    {Id::kSettingMaxExpandedWords, "Words with * or ~", "Kata dengan * atau ~"},
    {Id::kSettingMaxExpansions,
     "Words of the index that all * and ~ stand for together",
     "Kata indeks yang diwakili semua * dan ~ bersama-sama"},
};

// ---- Made by query/ and tools/search/.
constexpr SentenceRow kSentences[] = {
    {"this parenthesis is never closed", "kurung ini tidak ditutup"},
    {"this parenthesis was never opened", "kurung ini tidak dibuka"},
    {"this quotation mark is never closed", "tanda kutip ini tidak ditutup"},
    {"this quotation mark has no partner", "tanda kutip ini tanpa pasangan"},
    {"there is nothing in these parentheses", "kurung ini kosong"},
    {"there is nothing between these quotation marks",
     "tanda kutip ini kosong"},
    {"this operator has nothing to work on",
     "operator ini tidak punya sasaran"},
    {"there are only operators", "hanya ada operator"},
    {"this only says what to leave out",
     "ini hanya menyebut apa yang tidak dicari"},
    {"NEAR stands between words and phrases of one field",
     "NEAR berada di antara kata dan frasa dari satu bidang"},
    {"NEAR has no number", "NEAR tanpa angka"},
    {"one row of NEARs has one distance", "satu deret NEAR punya satu jarak"},
    {"a phrase beside NEAR has no ~ of its own",
     "frasa di samping NEAR tidak punya ~ sendiri"},
    {"a phrase takes ~ and a whole number",
     "frasa memakai ~ dan bilangan bulat"},
    {"~ stands after a word or a phrase only",
     "~ hanya berada di belakang kata atau frasa"},
    {"~ has no number", "~ tanpa angka"},
    {"a word takes ~1 or ~2", "kata memakai ~1 atau ~2"},
    {"a boost is at most 1000", "bobot paling besar 1000"},
    {"a distance is at most $0", "jarak paling besar $0"},
    {"* has no field", "* tidak punya bidang"},
    {"* stands at the end of a word only", "* hanya berada di akhir kata"},
    {"* stands for letters at the end of a word only",
     "* hanya mewakili huruf di akhir kata"},
    {"* and ~ stand behind a single word only",
     "* dan ~ hanya berada di belakang satu kata"},
    {"= stands before a single word only", "= hanya berada di depan satu kata"},
    {"= does not go together with * or ~",
     "= tidak dapat dipakai bersama * atau ~"},
    {"there is nothing after the colon", "tidak ada apa-apa setelah titik dua"},
    {"there is a space after the colon", "ada spasi setelah titik dua"},
    {"a date is written 2022, 2022-01, 2022-01-10, 10/1/2022, \"10 januari "
     "2022\" or FROM..TO",
     "tanggal ditulis 2022, 2022-01, 2022-01-10, 10/1/2022, \"10 januari "
     "2022\" atau DARI..SAMPAI"},
    {"this range ends before it begins", "rentang ini berakhir sebelum mulai"},
    {"a source is given by its whole name",
     "sumber disebut dengan nama lengkapnya"},
    {"parentheses nest at most $0 deep", "kurung paling dalam $0 tingkat"},
    {"a query has at most $0 words", "kueri paling banyak $0 kata"},
    {"a query has at most $0 bytes", "kueri paling banyak $0 byte"},
    {"a query has at most $0 phrases and NEARs",
     "kueri paling banyak memuat $0 frasa dan NEAR"},
    {"at most $0 words have * or ~", "paling banyak $0 kata memakai * atau ~"},
    {"words with * or ~ stand for at most $0 in all",
     "kata dengan * atau ~ mewakili paling banyak $0 kata seluruhnya"},

    {"left out", "diabaikan"},
    {"deeper ones are left out", "yang lebih dalam diabaikan"},
    {"the rest is left out", "sisanya diabaikan"},
    {"later phrases are left out, and NEARs read as spaces",
     "frasa berikutnya diabaikan, dan NEAR dibaca sebagai spasi"},
    {"the others are read without it", "yang lain dibaca tanpanya"},
    {"the most frequent ones were taken", "yang tersering dipakai"},
    {"read as closed at the end", "dibaca seolah ditutup di akhir"},
    {"read as words", "dibaca sebagai kata"},
    {"read as a word", "dibaca sebagai kata"},
    {"read as a plain word", "dibaca sebagai kata biasa"},
    {"read as though there were none", "dibaca seolah tidak ada"},
    {"read as every document", "dibaca sebagai setiap dokumen"},
    {"read as every document (*) without it",
     "dibaca sebagai setiap dokumen (*) tanpanya"},
    {"read the other way round", "dibaca terbalik"},
    {"read without it", "dibaca tanpanya"},
    {"read without =", "dibaca tanpa ="},
    {"read without the operator", "dibaca tanpa operator"},
    {"read as $0", "dibaca sebagai $0"},

    {"interrupted", "dihentikan"},
    {"the search took too long", "pencarian terlalu lama"},
    {"the query is empty", "kueri kosong"},
    {"query: column $0: $1", "kueri: kolom $0: $1"},
};

}  // namespace

absl::Span<const MessageRow> MessageTable() { return kMessages; }

absl::Span<const SentenceRow> SentenceTable() { return kSentences; }

}  // namespace telusur
