// What words that stand together mean together.
//
//   words                       further readings, at the first word
//   anti-korupsi                anti-korupsi, antikorupsi (after a prefix)
//   covid-19                    covid-19, covid19
//   surat-surat-suara           the whole, surat-surat, and surat-suara at the
//                               second word
//   2019-2024  11/1/2022        none: numbers are read one by one
//   S&P                         s&p
//   news.detik.com              the whole; detik.com and detikcom at `detik`
//   a.b@mail.go.id              the whole; mail.go.id at `mail`
//   kata.Dengan                 none: a space is missing
//
// All are found by their words too.

#ifndef TELUSUR_INDEX_ANALYSIS_COMPOUND_READINGS_H_
#define TELUSUR_INDEX_ANALYSIS_COMPOUND_READINGS_H_

#include "index/analysis/compound.h"

namespace telusur {

// Adds the readings of `*compound` that span its words.
void AddCompoundReadings(Compound* compound);

}  // namespace telusur

#endif  // TELUSUR_INDEX_ANALYSIS_COMPOUND_READINGS_H_
