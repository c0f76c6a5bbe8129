// Lucene, to be measured beside Telusur; the commands of xapian_peer.cc.
// bench/compare compiles and runs it against Debian's liblucene8-java.

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Version;

public class LucenePeer {
  private static final String FIELD = "text";
  private static final BM25Similarity SIMILARITY = new BM25Similarity(1.2f, 0.75f);

  // CPU time for the compiler to see what is hot.
  private static final long WARM_UP_NANOS = 3_000_000_000L;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static void build(String corpus, String index) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(new WhitespaceAnalyzer());
    config.setRAMBufferSizeMB(256);
    config.setUseCompoundFile(false);
    config.setMergePolicy(new LogDocMergePolicy()); // keeps the order of the documents
    config.setSimilarity(SIMILARITY);
    FieldType type = new FieldType();
    type.setTokenized(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    type.freeze();
    Document document = new Document();
    Field field = new Field(FIELD, "", type);
    document.add(field);
    try (IndexWriter writer = new IndexWriter(new MMapDirectory(Paths.get(index)), config);
        BufferedReader lines = Files.newBufferedReader(Paths.get(corpus))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        field.setStringValue(line.substring(line.indexOf('\t') + 1));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
      writer.commit();
    }
  }

  private static IndexSearcher open(String index) throws IOException {
    IndexSearcher searcher =
        new IndexSearcher(DirectoryReader.open(new MMapDirectory(Paths.get(index))));
    searcher.setQueryCache(null);
    searcher.setSimilarity(SIMILARITY);
    return searcher;
  }

  private static Query makeQuery(String line, String mode) {
    String[] words = line.split(" +");
    if (mode.contains("phrase")) {
      return new PhraseQuery(FIELD, words);
    }
    LinkedHashSet<String> distinct = new LinkedHashSet<>(Arrays.asList(words));
    if (distinct.size() == 1) {
      return new TermQuery(new Term(FIELD, words[0]));
    }
    BooleanClause.Occur occur =
        mode.contains("and") ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD;
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String word : distinct) {
      query.add(new TermQuery(new Term(FIELD, word)), occur);
    }
    return query.build();
  }

  private static int answer(IndexSearcher searcher, String line, String mode) throws IOException {
    Query query = makeQuery(line, mode);
    if (mode.startsWith("count")) {
      return searcher.count(query);
    }
    int k = mode.endsWith("1000") ? 1000 : 10;
    // Skips as soon as k hits are known: no count is wanted.
    TopScoreDocCollector best = TopScoreDocCollector.create(k, k);
    searcher.search(query, best);
    return best.topDocs().scoreDocs.length;
  }

  private static List<String> readLines(String path) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(Paths.get(path))) {
      if (!line.isBlank()) {
        lines.add(line.trim());
      }
    }
    return lines;
  }

  /** What reading the clock takes itself, which every interval holds once. */
  private static long clockNanos() {
    long[] intervals = new long[1001];
    for (int i = 0; i < intervals.length; i++) {
      long begin = THREADS.getCurrentThreadCpuTime();
      intervals[i] = THREADS.getCurrentThreadCpuTime() - begin;
    }
    Arrays.sort(intervals);
    return intervals[intervals.length / 2];
  }

  private static void query(String[] arguments) throws IOException {
    IndexSearcher searcher = open(arguments[1]);
    String mode = arguments[2];
    List<String> queries = readLines(arguments[3]);
    int runs = Integer.parseInt(arguments[4]);
    long warm = THREADS.getCurrentThreadCpuTime() + WARM_UP_NANOS;
    do {
      for (String query : queries) {
        answer(searcher, query, mode);
      }
    } while (THREADS.getCurrentThreadCpuTime() < warm);
    long end =
        THREADS.getCurrentThreadCpuTime() + (long) (1e9 * Double.parseDouble(arguments[5]));
    List<List<Double>> times = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      times.add(new ArrayList<>());
    }
    long clock = clockNanos();
    long hits = 0;
    for (int run = 0; run < runs; run++) {
      if (run > 0 && THREADS.getCurrentThreadCpuTime() > end) {
        break;
      }
      hits = 0;
      for (int i = 0; i < queries.size(); i++) {
        long begin = THREADS.getCurrentThreadCpuTime();
        hits += answer(searcher, queries.get(i), mode);
        long nanos = THREADS.getCurrentThreadCpuTime() - begin - clock;
        times.get(i).add(Math.max(nanos, 0) / 1e3);
      }
    }
    List<String> medians = new ArrayList<>();
    for (List<Double> each : times) {
      each.sort(null);
      medians.add(String.format(Locale.ROOT, "%.3f", each.get(each.size() / 2)));
    }
    System.out.printf("{\"hits\": %d, \"micros\": [%s]}%n", hits, String.join(", ", medians));
  }

  private static void top(String index, String mode, String path, int k) throws IOException {
    IndexSearcher searcher = open(index);
    StringBuilder out = new StringBuilder();
    int number = 0;
    for (String line : readLines(path)) {
      for (ScoreDoc hit : searcher.search(makeQuery(line, mode), k).scoreDocs) {
        out.append(String.format(Locale.ROOT, "%d %d %.9g%n", number, hit.doc, hit.score));
      }
      number++;
    }
    System.out.print(out);
  }

  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "build":
        build(arguments[1], arguments[2]);
        break;
      case "query":
        query(arguments);
        break;
      case "top":
        top(arguments[1], arguments[2], arguments[3], Integer.parseInt(arguments[4]));
        break;
      case "first":
        System.out.println(answer(open(arguments[1]), readLines(arguments[2]).get(0), "or10"));
        break;
      case "version":
        System.out.println(Version.LATEST);
        break;
      default:
        throw new IllegalArgumentException("see the head of xapian_peer.cc");
    }
  }
}
