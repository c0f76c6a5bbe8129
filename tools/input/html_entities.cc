#include "tools/input/html_entities.h"

#include <cassert>
#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "utf8proc.h"

namespace telusur {
namespace {

constexpr uint32_t kReplacement = 0xfffd;

// Names of the characters from U+00A0 to U+00FF.
constexpr absl::string_view kLatin1Names[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar",
    "sect",   "uml",    "copy",   "ordf",   "laquo",  "not",    "shy",
    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",
    "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",
    "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",
    "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute",
    "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",
    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",
    "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",
    "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute",
    "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave", "uacute",
    "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

struct NamedCharacter {
  absl::string_view name;
  uint32_t code_point;
};

constexpr NamedCharacter kOtherNames[] = {
    {"amp", '&'},        {"lt", '<'},         {"gt", '>'},
    {"quot", '"'},       {"apos", '\''},      {"AMP", '&'},
    {"LT", '<'},         {"GT", '>'},         {"QUOT", '"'},
    {"Tab", '\t'},       {"NewLine", '\n'},   {"excl", '!'},
    {"num", '#'},        {"dollar", '$'},     {"percnt", '%'},
    {"lpar", '('},       {"rpar", ')'},       {"ast", '*'},
    {"plus", '+'},       {"comma", ','},      {"period", '.'},
    {"sol", '/'},        {"colon", ':'},      {"semi", ';'},
    {"equals", '='},     {"quest", '?'},      {"commat", '@'},
    {"lsqb", '['},       {"bsol", '\\'},      {"rsqb", ']'},
    {"lowbar", '_'},     {"grave", '`'},      {"lcub", '{'},
    {"verbar", '|'},     {"vert", '|'},       {"rcub", '}'},
    {"OElig", 0x152},    {"oelig", 0x153},    {"Scaron", 0x160},
    {"scaron", 0x161},   {"Yuml", 0x178},     {"fnof", 0x192},
    {"circ", 0x2c6},     {"tilde", 0x2dc},    {"Alpha", 0x391},
    {"Beta", 0x392},     {"Gamma", 0x393},    {"Delta", 0x394},
    {"Epsilon", 0x395},  {"Zeta", 0x396},     {"Eta", 0x397},
    {"Theta", 0x398},    {"Iota", 0x399},     {"Kappa", 0x39a},
    {"Lambda", 0x39b},   {"Mu", 0x39c},       {"Nu", 0x39d},
    {"Xi", 0x39e},       {"Omicron", 0x39f},  {"Pi", 0x3a0},
    {"Rho", 0x3a1},      {"Sigma", 0x3a3},    {"Tau", 0x3a4},
    {"Upsilon", 0x3a5},  {"Phi", 0x3a6},      {"Chi", 0x3a7},
    {"Psi", 0x3a8},      {"Omega", 0x3a9},    {"alpha", 0x3b1},
    {"beta", 0x3b2},     {"gamma", 0x3b3},    {"delta", 0x3b4},
    {"epsilon", 0x3b5},  {"zeta", 0x3b6},     {"eta", 0x3b7},
    {"theta", 0x3b8},    {"iota", 0x3b9},     {"kappa", 0x3ba},
    {"lambda", 0x3bb},   {"mu", 0x3bc},       {"nu", 0x3bd},
    {"xi", 0x3be},       {"omicron", 0x3bf},  {"pi", 0x3c0},
    {"rho", 0x3c1},      {"sigmaf", 0x3c2},   {"sigma", 0x3c3},
    {"tau", 0x3c4},      {"upsilon", 0x3c5},  {"phi", 0x3c6},
    {"chi", 0x3c7},      {"psi", 0x3c8},      {"omega", 0x3c9},
    {"thetasym", 0x3d1}, {"upsih", 0x3d2},    {"piv", 0x3d6},
    {"ensp", 0x2002},    {"emsp", 0x2003},    {"thinsp", 0x2009},
    {"zwnj", 0x200c},    {"zwj", 0x200d},     {"lrm", 0x200e},
    {"rlm", 0x200f},     {"hyphen", 0x2010},  {"dash", 0x2010},
    {"ndash", 0x2013},   {"mdash", 0x2014},   {"horbar", 0x2015},
    {"lsquo", 0x2018},   {"rsquo", 0x2019},   {"sbquo", 0x201a},
    {"ldquo", 0x201c},   {"rdquo", 0x201d},   {"bdquo", 0x201e},
    {"dagger", 0x2020},  {"Dagger", 0x2021},  {"bull", 0x2022},
    {"hellip", 0x2026},  {"permil", 0x2030},  {"prime", 0x2032},
    {"Prime", 0x2033},   {"lsaquo", 0x2039},  {"rsaquo", 0x203a},
    {"oline", 0x203e},   {"frasl", 0x2044},   {"euro", 0x20ac},
    {"image", 0x2111},   {"weierp", 0x2118},  {"real", 0x211c},
    {"trade", 0x2122},   {"alefsym", 0x2135}, {"larr", 0x2190},
    {"uarr", 0x2191},    {"rarr", 0x2192},    {"darr", 0x2193},
    {"harr", 0x2194},    {"crarr", 0x21b5},   {"lArr", 0x21d0},
    {"uArr", 0x21d1},    {"rArr", 0x21d2},    {"dArr", 0x21d3},
    {"hArr", 0x21d4},    {"forall", 0x2200},  {"part", 0x2202},
    {"exist", 0x2203},   {"empty", 0x2205},   {"nabla", 0x2207},
    {"isin", 0x2208},    {"notin", 0x2209},   {"ni", 0x220b},
    {"prod", 0x220f},    {"sum", 0x2211},     {"minus", 0x2212},
    {"lowast", 0x2217},  {"radic", 0x221a},   {"prop", 0x221d},
    {"infin", 0x221e},   {"ang", 0x2220},     {"and", 0x2227},
    {"or", 0x2228},      {"cap", 0x2229},     {"cup", 0x222a},
    {"int", 0x222b},     {"there4", 0x2234},  {"sim", 0x223c},
    {"cong", 0x2245},    {"asymp", 0x2248},   {"ne", 0x2260},
    {"equiv", 0x2261},   {"le", 0x2264},      {"ge", 0x2265},
    {"sub", 0x2282},     {"sup", 0x2283},     {"nsub", 0x2284},
    {"sube", 0x2286},    {"supe", 0x2287},    {"oplus", 0x2295},
    {"otimes", 0x2297},  {"perp", 0x22a5},    {"sdot", 0x22c5},
    {"lceil", 0x2308},   {"rceil", 0x2309},   {"lfloor", 0x230a},
    {"rfloor", 0x230b},  {"lang", 0x27e8},    {"rang", 0x27e9},
    {"loz", 0x25ca},     {"check", 0x2713},   {"star", 0x2606},
    {"spades", 0x2660},  {"clubs", 0x2663},   {"hearts", 0x2665},
    {"diams", 0x2666}};

constexpr size_t kMaxNameBytes = 8;

// Windows-1252 from 0x80 to 0x9f; 0 where it has no character.
constexpr uint16_t kWindows1252[] = {
    0x20ac, 0,      0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
    0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0,      0x17d,  0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0,      0x17e,  0x178};

using NameTable = absl::flat_hash_map<absl::string_view, uint32_t>;

const NameTable& Names() {
  static const NameTable& names = *[] {
    auto* table = new NameTable;
    uint32_t code_point = 0xa0;
    for (absl::string_view name : kLatin1Names) (*table)[name] = code_point++;
    for (const NamedCharacter& entry : kOtherNames) {
      (*table)[entry.name] = entry.code_point;
    }
    return table;
  }();
  return names;
}

void AppendUtf8(uint32_t code_point, std::string* out) {
  utf8proc_uint8_t bytes[4];
  auto size =
      utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes);
  out->append(reinterpret_cast<const char*>(bytes), size);
}

// Reads the reference "&#..." at the start of `html`.
size_t AppendNumericReference(absl::string_view html, std::string* out) {
  size_t at = 2;
  const bool hexadecimal = at < html.size() && (html[at] | 0x20) == 'x';
  if (hexadecimal) ++at;
  const size_t digits = at;
  uint32_t value = 0;
  for (; at < html.size(); ++at) {
    unsigned char c = html[at];
    uint32_t digit;
    if (absl::ascii_isdigit(c)) {
      digit = c - '0';
    } else if (hexadecimal && absl::ascii_isxdigit(c)) {
      digit = (c | 0x20) - 'a' + 10;
    } else {
      break;
    }
    if (value <= 0x10ffff) value = value * (hexadecimal ? 16 : 10) + digit;
  }
  if (at == digits) return 0;
  if (at < html.size() && html[at] == ';') ++at;
  if (value >= 0x80 && value <= 0x9f) {
    uint32_t mapped = kWindows1252[value - 0x80];
    if (mapped != 0) value = mapped;
  }
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value == 0 || value > 0x10ffff || surrogate) value = kReplacement;
  AppendUtf8(value, out);
  return at;
}

bool NeedsNoSemicolon(absl::string_view name, uint32_t code_point) {
  return (code_point >= 0xa0 && code_point <= 0xff) || name == "amp" ||
         name == "lt" || name == "gt" || name == "quot";
}

}  // namespace

size_t AppendCharacterReference(absl::string_view html, std::string* out) {
  assert(!html.empty() && html[0] == '&');
  if (html.size() > 1 && html[1] == '#') {
    return AppendNumericReference(html, out);
  }
  size_t end = 1;
  while (end < html.size() && end <= kMaxNameBytes &&
         absl::ascii_isalnum(static_cast<unsigned char>(html[end]))) {
    ++end;
  }
  const NameTable& names = Names();
  if (end < html.size() && html[end] == ';') {
    auto it = names.find(html.substr(1, end - 1));
    if (it != names.end()) {
      AppendUtf8(it->second, out);
      return end + 1;
    }
  }
  for (; end > 2; --end) {  // the longest name that stands without semicolon
    auto it = names.find(html.substr(1, end - 1));
    if (it != names.end() && NeedsNoSemicolon(it->first, it->second)) {
      AppendUtf8(it->second, out);
      return end;
    }
  }
  return 0;
}

}  // namespace telusur
