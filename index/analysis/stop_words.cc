#include "index/analysis/stop_words.h"

#include <algorithm>
#include <cstddef>

namespace telusur {
namespace {

constexpr absl::string_view kStopWords[] = {
    "ada",     "adakah",    "adalah",    "agar",         "akan",
    "aku",     "anda",      "antara",    "apa",          "apabila",
    "apakah",  "atau",      "bagaimana", "bagaimanakah", "bagi",
    "bahwa",   "begini",    "begitu",    "beliau",       "belum",
    "berapa",  "berapakah", "bila",      "bisa",         "dalam",
    "dan",     "dapat",     "dari",      "daripada",     "demikian",
    "dengan",  "di",        "dia",       "dimana",       "dimanakah",
    "hal",     "hanya",     "hingga",    "ia",           "ialah",
    "ini",     "itu",       "jika",      "juga",         "kah",
    "kalau",   "kami",      "kamu",      "kapan",        "kapankah",
    "karena",  "ke",        "kenapa",    "kepada",       "ketika",
    "kita",    "lagi",      "lah",       "lebih",        "maka",
    "mana",    "manakah",   "masih",     "melainkan",    "mengapa",
    "mereka",  "merupakan", "meski",     "meskipun",     "namun",
    "nya",     "oleh",      "pada",      "paling",       "para",
    "per",     "pula",      "pun",       "saja",         "sambil",
    "sampai",  "sang",      "sangat",    "saya",         "sebagai",
    "sebelum", "secara",    "sedang",    "sedangkan",    "sehingga",
    "sejak",   "selama",    "seperti",   "serta",        "setelah",
    "si",      "siapa",     "siapakah",  "sudah",        "supaya",
    "tapi",    "telah",     "tentang",   "terhadap",     "tersebut",
    "tetapi",  "untuk",     "walau",     "walaupun",     "yaitu",
    "yakni",   "yang"};

constexpr size_t kNumStopWords = sizeof(kStopWords) / sizeof(kStopWords[0]);

}  // namespace

absl::Span<const absl::string_view> IndonesianStopWords() { return kStopWords; }

bool IsIndonesianStopWord(absl::string_view surface) {
  return std::binary_search(kStopWords, kStopWords + kNumStopWords, surface);
}

}  // namespace telusur
