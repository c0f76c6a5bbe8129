// Xapian, to be measured beside Telusur. bench/compare compiles and runs it; it
// is no part of the product.
//
//   xapian_peer build CORPUS.tsv INDEX
//   xapian_peer query INDEX MODE QUERIES RUNS SECONDS
//   xapian_peer top INDEX or|and QUERIES K       prints "query document score"
//   xapian_peer first INDEX QUERIES              answers the first query
//   xapian_peer version
//
// CORPUS.tsv has "number<TAB>tokens" lines, numbered from 0. MODE is or10,
// or1000, and10, phrase10, countor, countand or countphrase. `query` runs the
// queries RUNS times, or until SECONDS of CPU time are over, after one run that
// warms up, and prints the median microseconds of each query and the sum of the
// hits as JSON.

#include <time.h>
#include <xapian.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

// Xapian refuses longer terms.
constexpr size_t kMaxTermBytes = 240;

double ThreadSeconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

// What reading the clock takes itself, which every interval holds once.
double ClockSeconds() {
  std::vector<double> intervals(1001);
  for (double& interval : intervals) {
    const double begin = ThreadSeconds();
    interval = ThreadSeconds() - begin;
  }
  std::sort(intervals.begin(), intervals.end());
  return intervals[intervals.size() / 2];
}

std::vector<std::string> ReadLines(const char* path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> Words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// Documents get the number of their line plus one.
void Build(const std::string& corpus, const std::string& index) {
  const std::string loose = index + ".loose";
  Xapian::WritableDatabase database(
      loose, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS);
  std::ifstream file(corpus);
  for (std::string line; std::getline(file, line);) {
    Xapian::Document document;
    Xapian::termpos position = 0;
    for (const std::string& word : Words(line.substr(line.find('\t') + 1))) {
      if (word.size() <= kMaxTermBytes) document.add_posting(word, position++);
    }
    database.add_document(document);
  }
  database.commit();
  database.close();
  Xapian::Database(loose).compact(
      index, Xapian::DBCOMPACT_NO_RENUMBER | Xapian::Compactor::FULLER);
  std::filesystem::remove_all(loose);
}

Xapian::Query MakeQuery(const std::string& line, const std::string& mode) {
  const std::vector<std::string> words = Words(line);
  if (mode.find("phrase") != std::string::npos) {
    return Xapian::Query(Xapian::Query::OP_PHRASE, words.begin(), words.end(),
                         static_cast<Xapian::termcount>(words.size()));
  }
  const std::set<std::string> distinct(words.begin(), words.end());
  return Xapian::Query(mode.find("and") != std::string::npos
                           ? Xapian::Query::OP_AND
                           : Xapian::Query::OP_OR,
                       distinct.begin(), distinct.end());
}

Xapian::MSet BestOf(const Xapian::Database& database, const std::string& line,
                    const std::string& mode, Xapian::doccount k) {
  Xapian::Enquire enquire(database);
  enquire.set_query(MakeQuery(line, mode));
  enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1000, 0.75, 0));
  return enquire.get_mset(0, k);
}

size_t Answer(const Xapian::Database& database, const std::string& line,
              const std::string& mode) {
  if (mode.compare(0, 5, "count") == 0) {
    Xapian::Enquire enquire(database);
    enquire.set_query(MakeQuery(line, mode));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    // Looking at every match makes the estimate exact.
    return enquire.get_mset(0, 0, database.get_doccount())
        .get_matches_estimated();
  }
  const bool deep = mode.find("1000") != std::string::npos;
  return BestOf(database, line, mode, deep ? 1000 : 10).size();
}

void Query(char** arguments) {
  const Xapian::Database database(arguments[0]);
  const std::string mode = arguments[1];
  const std::vector<std::string> queries = ReadLines(arguments[2]);
  const int runs = std::atoi(arguments[3]);
  for (const std::string& query : queries) Answer(database, query, mode);
  const double end = ThreadSeconds() + std::atof(arguments[4]);
  std::vector<std::vector<double>> times(queries.size());
  const double clock = ClockSeconds();
  size_t hits = 0;
  for (int run = 0; run < runs && (run == 0 || ThreadSeconds() < end); ++run) {
    hits = 0;
    for (size_t i = 0; i < queries.size(); ++i) {
      const double begin = ThreadSeconds();
      hits += Answer(database, queries[i], mode);
      const double seconds = ThreadSeconds() - begin - clock;
      times[i].push_back(std::max(seconds, 0.0) * 1e6);
    }
  }
  std::printf("{\"hits\": %zu, \"micros\": [", hits);
  for (size_t i = 0; i < times.size(); ++i) {
    std::sort(times[i].begin(), times[i].end());
    std::printf("%s%.3f", i == 0 ? "" : ", ", times[i][times[i].size() / 2]);
  }
  std::printf("]}\n");
}

void Top(char** arguments) {
  const Xapian::Database database(arguments[0]);
  int number = 0;
  for (const std::string& query : ReadLines(arguments[2])) {
    const Xapian::MSet best =
        BestOf(database, query, arguments[1], std::atoi(arguments[3]));
    for (auto hit = best.begin(); hit != best.end(); ++hit) {
      std::printf("%d %u %.9g\n", number, *hit - 1, hit.get_weight());
    }
    ++number;
  }
}

int Main(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  if (command == "build" && argc == 4) {
    Build(argv[2], argv[3]);
  } else if (command == "query" && argc == 7) {
    Query(argv + 2);
  } else if (command == "top" && argc == 6) {
    Top(argv + 2);
  } else if (command == "first" && argc == 4) {
    const std::vector<std::string> queries = ReadLines(argv[3]);
    std::printf("%zu\n", Answer(Xapian::Database(argv[2]), queries[0], "or10"));
  } else if (command == "version") {
    std::puts(Xapian::version_string());
  } else {
    std::fprintf(stderr, "see the head of xapian_peer.cc\n");
    return 2;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return Main(argc, argv);
  } catch (const Xapian::Error& error) {
    std::fprintf(stderr, "%s\n", error.get_description().c_str());
    return 1;
  }
}
