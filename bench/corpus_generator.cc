#include "bench/corpus_generator.h"

#include <algorithm>
#include <cassert>

namespace telusur {
namespace {

// Chances of 65,536.
constexpr uint32_t kRepeatChance = 13000;      // a token copies an earlier one
constexpr uint32_t kCollocationChance = 9000;  // a word's partner follows it
constexpr uint32_t kTopicalChance = 16000;   // a word gives way to the topic's
constexpr uint32_t kEditChance = 1400;       // in a near-duplicate
constexpr uint32_t kNewTitleChance = 32768;  // of a near-duplicate

constexpr uint32_t kNumTopics = 1000;

// Above kFirstTopicalRank every aligned group of this many ranks, all about
// equally frequent, has one favourite word of each topic.
constexpr uint32_t kTopicGroup = 64;
constexpr uint32_t kFirstTopicalRank = 8 * kTopicGroup;

constexpr uint32_t kMinLength = 3;
constexpr uint32_t kMinTitleLength = 5;
constexpr uint32_t kMaxTitleLength = 9;

// A near-duplicate follows its model within this many documents.
constexpr uint64_t kMaxDuplicateDistance = 500;

// About what the front page's menu, the list of other articles and the footer
// of a news site hold.
constexpr uint32_t kMenuLength = 64;
constexpr uint32_t kFooterLength = 48;
constexpr uint32_t kNumLinks = 40;
constexpr int kLinksPerPage = 6;

// A crawler fetches so many pages of a site before it turns to another.
constexpr uint64_t kPagesPerVisit = 1000;

// Every use of random numbers has streams of its own.
enum Stream : uint64_t {
  kOriginStream = 1,
  kContentStream,
  kEditStream,
  kSiteStream,
  kWordsStream,
  kVisitStream,
  kNumStreams = 8
};

// DrawLength's fixed point.
constexpr int kLengthPoint = 40;

}  // namespace

CorpusGenerator::CorpusGenerator(const CorpusOptions& options)
    : options_(options),
      words_(options.vocabulary_size,
             PseudoRandom(options.seed, kWordsStream).Next()),
      law_(options.vocabulary_size) {
  assert(options.vocabulary_size > kNumFunctionWords);
  assert(options.average_length < 1 << 16);
  uint64_t length = uint64_t{options.average_length} << kLengthPoint;
  for (int i = 0; i < 64; ++i) length = length / 35 * 32;
  for (uint64_t& of_ones : length_of_ones_) {
    of_ones = length;
    length = length / 16 * 19;
  }
  if (options.navigation) {
    for (uint32_t i = 0; i < kNumSources; ++i) sites_.push_back(MakeSite(i));
  }
}

CorpusGenerator::Site CorpusGenerator::MakeSite(uint32_t source) const {
  PseudoRandom random(options_.seed, kSiteStream + kNumStreams * source);
  Site site;
  for (uint32_t i = 0; i < kMenuLength; ++i) {
    site.menu.push_back(DrawContentWord(&random));
  }
  for (uint32_t i = 0; i < kFooterLength; ++i) {
    site.footer.push_back(DrawContentWord(&random));
  }
  site.links.resize(kNumLinks);
  for (std::vector<uint32_t>& link : site.links) {
    AppendTitle(random.Below(kNumTopics), &random, &link);
  }
  return site;
}

uint32_t CorpusGenerator::DrawContentWord(PseudoRandom* random) const {
  for (;;) {
    const uint32_t rank = law_.Draw(random->Next());
    if (rank >= kNumFunctionWords) return rank;
  }
}

uint32_t CorpusGenerator::SiteOfPage(uint64_t number) const {
  const uint64_t visit = number / kPagesPerVisit;
  return PseudoRandom(options_.seed, kVisitStream + kNumStreams * visit)
      .Below(kNumSources);
}

uint64_t CorpusGenerator::Origin(uint64_t number) const {
  while (number > 0) {
    PseudoRandom random(options_.seed, kOriginStream + kNumStreams * number);
    if (!random.Chance(options_.near_duplicate_chance)) break;
    number -= 1 + random.Below(static_cast<uint32_t>(
                      std::min(number, kMaxDuplicateDistance)));
  }
  return number;
}

// The number of ones among 64 random bits is nearly normal (mean 32, standard
// deviation 4), so 19/16 to its power is nearly log-normal with sigma 0.69. Its
// mean is ((1 + 19/16) / 2)^64 = (35/32)^64, by which the table is divided. The
// steps between powers are then filled evenly.
uint32_t CorpusGenerator::DrawLength(PseudoRandom* random) const {
  const uint64_t ones = __builtin_popcountll(random->Next());
  const uint64_t length = length_of_ones_[ones] >> (kLengthPoint - 8);
  // The step's factor lies in [1 - 3/35, 1 + 3/35), of mean 1.
  const uint64_t factor = 32 * 1024 + random->Below(6 * 1024);
  const uint64_t scaled = length * factor / (35 * 1024) >> 8;
  return std::max(static_cast<uint32_t>(scaled), kMinLength);
}

uint32_t CorpusGenerator::DrawTopical(uint32_t topic,
                                      PseudoRandom* random) const {
  const uint32_t rank = law_.Draw(random->Next());
  if (rank < kFirstTopicalRank || !random->Chance(kTopicalChance)) return rank;
  const uint32_t group = rank / kTopicGroup;
  const uint64_t mixed = (uint64_t{topic} << 32 | group) * 0xd6e8feb86659fd93;
  const uint32_t favourite =
      group * kTopicGroup + static_cast<uint32_t>(mixed >> 40) % kTopicGroup;
  return favourite < law_.num_ranks() ? favourite : rank;
}

uint32_t CorpusGenerator::DrawPartner(uint32_t rank,
                                      PseudoRandom* random) const {
  const uint64_t choice = random->Next() & 1;
  return law_.Draw(PseudoRandom(uint64_t{rank} * 2 + choice).Next());
}

void CorpusGenerator::AppendTitle(uint32_t topic, PseudoRandom* random,
                                  std::vector<uint32_t>* title) const {
  const uint32_t length =
      kMinTitleLength + random->Below(kMaxTitleLength - kMinTitleLength + 1);
  while (title->size() < length) {
    const uint32_t rank = DrawTopical(topic, random);
    // Titles leave most function words out.
    if (rank < kNumFunctionWords && random->Below(4) != 0) continue;
    title->push_back(rank);
  }
}

void CorpusGenerator::AppendBody(uint32_t topic, uint32_t length,
                                 PseudoRandom* random,
                                 GeneratedDocument* document) const {
  std::vector<uint32_t>& text = document->text;
  const std::vector<uint32_t>& title = document->title;
  const size_t begin = text.size();
  const size_t end = begin + length;
  while (text.size() < end) {
    uint32_t rank = 0;
    if (random->Chance(kRepeatChance)) {
      const uint32_t earlier = random->Below(
          static_cast<uint32_t>(title.size() + text.size() - begin));
      rank = earlier < title.size() ? title[earlier]
                                    : text[begin + earlier - title.size()];
    }
    if (rank < kNumFunctionWords) rank = DrawTopical(topic, random);
    text.push_back(rank);
    if (rank >= kNumFunctionWords && text.size() < end &&
        random->Chance(kCollocationChance)) {
      text.push_back(DrawPartner(rank, random));
    }
  }
}

// Drops or replaces a few words of the text, or adds one after them.
void CorpusGenerator::EditBody(PseudoRandom* random,
                               GeneratedDocument* document) const {
  std::vector<uint32_t>& text = document->text;
  std::vector<uint32_t> edited;
  edited.reserve(text.size() + text.size() / 8);
  edited.assign(text.begin(), text.begin() + document->body_begin);
  for (size_t i = document->body_begin; i < text.size(); ++i) {
    const uint32_t edit = random->Chance(kEditChance) ? random->Below(3) : 3;
    if (edit == 0) continue;
    if (edit == 1) {
      edited.push_back(law_.Draw(random->Next()));
      continue;
    }
    edited.push_back(text[i]);
    if (edit == 2) edited.push_back(law_.Draw(random->Next()));
  }
  if (edited.size() >= document->body_begin + kMinLength) text.swap(edited);
}

void CorpusGenerator::Generate(uint64_t number,
                               GeneratedDocument* document) const {
  document->number = number;
  document->origin = Origin(number);
  document->title.clear();
  document->text.clear();
  PseudoRandom random(options_.seed,
                      kContentStream + kNumStreams * document->origin);
  PseudoRandom own_random(options_.seed, kEditStream + kNumStreams * number);
  document->source = own_random.Below(kNumSources);
  const uint32_t topic = random.Below(kNumTopics);
  if (options_.navigation) {
    document->source = SiteOfPage(number);
    const std::vector<uint32_t>& menu = sites_[document->source].menu;
    document->text.assign(menu.begin(), menu.end());
  }
  document->body_begin = static_cast<uint32_t>(document->text.size());
  AppendTitle(topic, &random, &document->title);
  AppendBody(topic, DrawLength(&random), &random, document);
  if (document->origin != number) {
    EditBody(&own_random, document);
    if (own_random.Chance(kNewTitleChance)) {
      document->title.clear();
      AppendTitle(topic, &own_random, &document->title);
    }
  }
  document->body_end = static_cast<uint32_t>(document->text.size());
  if (options_.navigation) {
    const Site& site = sites_[document->source];
    for (int i = 0; i < kLinksPerPage; ++i) {
      const std::vector<uint32_t>& link =
          site.links[own_random.Below(kNumLinks)];
      document->text.insert(document->text.end(), link.begin(), link.end());
    }
    document->text.insert(document->text.end(), site.footer.begin(),
                          site.footer.end());
  }
}

}  // namespace telusur
