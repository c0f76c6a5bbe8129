// How a stem was found, for people.

#ifndef TELUSUR_INDEX_ANALYSIS_STEM_EXPLANATION_H_
#define TELUSUR_INDEX_ANALYSIS_STEM_EXPLANATION_H_

#include <string>
#include <vector>

namespace telusur {

struct StemExplanation {
  // A reading that was weighed.
  struct Candidate {
    std::string root;
    std::string path;  // "me- (t) tulis -kan"
    int score;         // higher is better
    bool known;        // the lexicon has the root
    bool chosen;
  };
  std::string stem;
  std::string step;  // "lexicon: root", "rules", "reduplication", ...
  std::vector<Candidate> candidates;  // best first
};

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_STEM_EXPLANATION_H_
