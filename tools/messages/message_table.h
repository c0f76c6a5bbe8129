// The sentences of messages.h.

#ifndef TELUSUR_TOOLS_MESSAGES_MESSAGE_TABLE_H_
#define TELUSUR_TOOLS_MESSAGES_MESSAGE_TABLE_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace telusur {

// In the order of the table.
enum class MessageId {
  // How a query was read.
  kNote,
  kNoteReading,
  kMoreNotes,
  kStopWordsLeftOut,
  kDidYouMean,
  kDidYouMeanFor,
  kSkipped,
  kQueryTooLong,

  // Answers.
  kNoDocuments,
  kOneDocument,
  kDocuments,
  kSomeOfDocuments,
  kMoreWithNext,
  kInTime,

  // The prompt and its commands.
  kWelcome,
  kWordsAreSearched,
  kNoSuchCommand,
  kAmbiguousCommand,
  kCommandsIntroduction,
  kNeedsResult,
  kNeedsResultNumber,
  kNeedsQuery,
  kNoMoreResults,
  kFirstResults,
  kNothingSimilar,
  kSimilarTo,
  kNeedsArgument,
  kNoTermsWith,
  kMoreTerms,
  kSettingAccepts,
  kNoSuchSetting,
  kOutputFailed,
  kTooManyScripts,
  kNewerIndex,
  kReloaded,
  kNothingNewer,
  kIndexIsSound,

  // What the commands do, for .help.
  kHelpHelp,
  kHelpNext,
  kHelpPrev,
  kHelpOpen,
  kHelpExplain,
  kHelpSimilar,
  kHelpTerms,
  kHelpStem,
  kHelpAnalyze,
  kHelpMode,
  kHelpLimit,
  kHelpSet,
  kHelpTimer,
  kHelpPager,
  kHelpRead,
  kHelpOutput,
  kHelpStats,
  kHelpCheck,
  kHelpReload,
  kHelpQuit,

  // More of it, for .help COMMAND.
  kNoDetails,
  kDetailsPager,
  kDetailsExplain,
  kDetailsSimilar,
  kDetailsTerms,
  kDetailsMode,
  kDetailsSet,
  kDetailsRead,
  kDetailsOutput,
  kDetailsReload,

  // What the settings are, for .set and the flags.
  kSettingK1,
  kSettingB,
  kSettingTitleBoost,
  kSettingSort,
  kSettingStopWords,
  kSettingExactWeight,
  kSettingStrict,
  kSettingCount,
  kSettingTimeout,
  kSettingMaxQueryBytes,
  kSettingMaxNesting,
  kSettingMaxClauses,
  kSettingMaxDistance,
  kSettingMaxPhrases,
  kSettingMaxExpandedWords,
  kSettingMaxExpansions,

  kNumMessages,  // not one
};

struct MessageRow {
  MessageId id;
  absl::string_view english;
  absl::string_view indonesian;
};

// A row for each id, in order.
absl::Span<const MessageRow> MessageTable();

// Sentences that are made elsewhere, in English.
struct SentenceRow {
  absl::string_view english;
  absl::string_view indonesian;
};

absl::Span<const SentenceRow> SentenceTable();

}  // namespace telusur

#endif  // TELUSUR_TOOLS_MESSAGES_MESSAGE_TABLE_H_
