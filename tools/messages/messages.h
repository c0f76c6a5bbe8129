// What the program says to people, in their language.
//
// All sentences stand in one table (message_table.cc), English beside
// Indonesian. Their variable parts are $0, $1 ... as absl::Substitute has them.

#ifndef TELUSUR_TOOLS_MESSAGES_MESSAGES_H_
#define TELUSUR_TOOLS_MESSAGES_MESSAGES_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/strings/substitute.h"
#include "tools/messages/language.h"
#include "tools/messages/message_table.h"

namespace telusur {

// A message as it stands in the table.
absl::string_view MessageText(Language language, MessageId id);

// A message with its variable parts filled in.
//
// REQUIRES: as many `parts` as the message has.
template <typename... Parts>
std::string Say(Language language, MessageId id, const Parts&... parts) {
  return absl::Substitute(MessageText(language, id), parts...);
}

// "1 document", "2 documents".
std::string SayDocuments(Language language, uint64_t count);

// A sentence that the layers below, which know English alone, have made: a
// remark on a query, or an error. As it is where the table does not have it.
// O(size of the table).
std::string Translated(Language language, absl::string_view english);

}  // namespace telusur

#endif  // TELUSUR_TOOLS_MESSAGES_MESSAGES_H_
