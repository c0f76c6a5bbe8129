#include "tests/support/memory_disk.h"

#include <algorithm>
#include <cerrno>
#include <random>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "index/io/file.h"
#include "index/io/status_macros.h"

namespace telusur {
namespace {

using Node = MemoryDisk::Node;
using NodePtr = std::shared_ptr<Node>;
using Meanings = std::vector<NodePtr>;

constexpr size_t kPage = 4096;

absl::Status Error(int error, absl::string_view path) {
  return absl::ErrnoToStatus(error, path);
}

absl::string_view FileName(absl::string_view path) {
  const std::vector<absl::string_view> parts =
      absl::StrSplit(path, '/', absl::SkipEmpty());
  return parts.empty() ? "" : parts.back();
}

// What a crash keeps of the bytes that were not synced.
enum class Kept { kAll, kNothing, kTorn, kLength };

std::string CrashedBytes(const Node& file, Kept kept) {
  if (kept == Kept::kAll) return file.bytes;
  if (kept == Kept::kNothing) return file.durable_bytes;
  const auto difference =
      std::mismatch(file.bytes.begin(), file.bytes.end(),
                    file.durable_bytes.begin(), file.durable_bytes.end());
  const size_t equal = difference.first - file.bytes.begin();
  const size_t unequal = file.bytes.size() - equal;
  std::string bytes = file.bytes.substr(0, equal);
  if (kept == Kept::kTorn) {
    bytes.append(file.bytes, equal, unequal / 2);
    bytes.append(std::min(kPage, unequal - unequal / 2), '\xa5');
  }
  bytes.resize(file.bytes.size());
  return bytes;
}

// A name that stood for several things since its directory was synced.
struct OpenName {
  std::string name;
  const Meanings* meanings;
};

// Everything on the disk that a crash may decide.
struct OpenQuestions {
  std::vector<OpenName> names;
  bool has_unsynced_bytes = false;
};

void Collect(const Node& node, std::set<const Node*>* seen,
             OpenQuestions* questions) {
  if (!seen->insert(&node).second) return;
  if (node.bytes != node.durable_bytes) questions->has_unsynced_bytes = true;
  for (const auto& entry : node.entries) {
    if (entry.second.size() > 1) {
      questions->names.push_back({entry.first, &entry.second});
    }
    for (const NodePtr& child : entry.second) {
      if (child != nullptr) Collect(*child, seen, questions);
    }
  }
}

// One way a crash may decide: for names[i], the choice[i]-th of its meanings.
using Choice = std::vector<size_t>;

// Every choice, as the numbers of a mixed radix.
std::vector<Choice> AllChoices(const std::vector<OpenName>& names) {
  std::vector<Choice> choices;
  Choice choice(names.size(), 0);
  for (;;) {
    choices.push_back(choice);
    size_t i = 0;
    for (; i < names.size(); ++i) {
      if (++choice[i] < names[i].meanings->size()) break;
      choice[i] = 0;
    }
    if (i == names.size()) return choices;
  }
}

// Nothing and everything; all but one name and one name alone; removals without
// the rest and the rest without removals; and random ones.
std::vector<Choice> SomeChoices(const std::vector<OpenName>& names) {
  const Choice nothing(names.size(), 0);
  Choice everything(names.size());
  Choice removals(names.size(), 0);
  for (size_t i = 0; i < names.size(); ++i) {
    everything[i] = names[i].meanings->size() - 1;
    if (names[i].meanings->back() == nullptr) removals[i] = everything[i];
  }
  Choice no_removals = everything;
  for (size_t i = 0; i < names.size(); ++i) {
    if (removals[i] != 0) no_removals[i] = 0;
  }
  std::vector<Choice> choices = {nothing, everything, removals, no_removals};
  for (size_t i = 0; i < names.size(); ++i) {
    choices.push_back(everything);
    choices.back()[i] = 0;
    choices.push_back(nothing);
    choices.back()[i] = everything[i];
  }
  std::mt19937 random(1);
  while (choices.size() < MemoryDisk::kMaxNameStates) {
    Choice choice(names.size());
    for (size_t i = 0; i < names.size(); ++i) {
      choice[i] = random() % names[i].meanings->size();
    }
    choices.push_back(std::move(choice));
  }
  return choices;
}

std::vector<Choice> Choices(const std::vector<OpenName>& names) {
  size_t combinations = 1;
  for (const OpenName& name : names) {
    combinations *= name.meanings->size();
    if (combinations > MemoryDisk::kMaxNameStates) return SomeChoices(names);
  }
  return AllChoices(names);
}

// Copies what is left of a node, in which nothing is undecided any more.
class Crash {
 public:
  Crash(const OpenQuestions& questions, const Choice& choice, Kept kept)
      : kept_(kept) {
    for (size_t i = 0; i < choice.size(); ++i) {
      meaning_[questions.names[i].meanings] = choice[i];
    }
  }

  NodePtr Copy(const Node& node) {
    NodePtr& copy = copies_[&node];
    if (copy != nullptr) return copy;
    copy = std::make_shared<Node>();
    copy->is_directory = node.is_directory;
    copy->bytes = copy->durable_bytes = CrashedBytes(node, kept_);
    for (const auto& entry : node.entries) {
      const auto chosen = meaning_.find(&entry.second);
      const NodePtr& child =
          entry.second[chosen == meaning_.end() ? 0 : chosen->second];
      if (child != nullptr) copy->entries[entry.first] = {Copy(*child)};
    }
    return copy;
  }

 private:
  const Kept kept_;
  std::map<const Meanings*, size_t> meaning_;
  std::map<const Node*, NodePtr> copies_;
};

std::string Describe(const OpenQuestions& questions, const Choice& choice,
                     absl::string_view kept) {
  std::vector<std::string> parts;
  for (size_t i = 0; i < choice.size(); ++i) {
    const OpenName& name = questions.names[i];
    const bool exists = (*name.meanings)[choice[i]] != nullptr;
    parts.push_back(absl::StrCat(exists ? "" : "no ", name.name, " (",
                                 choice[i], " of 0..",
                                 name.meanings->size() - 1, ")"));
  }
  return absl::StrCat(absl::StrJoin(parts, ", "),
                      "; of unsynced bytes: ", kept);
}

}  // namespace

MemoryDisk::MemoryDisk() : root_(std::make_shared<Node>()) {
  root_->is_directory = true;
}

NodePtr MemoryDisk::Find(absl::string_view path) const {
  NodePtr node = root_;
  for (absl::string_view name : absl::StrSplit(path, '/', absl::SkipEmpty())) {
    if (name == ".") continue;
    const auto entry = node->entries.find(std::string(name));
    if (entry == node->entries.end()) return nullptr;
    node = entry->second.back();
    if (node == nullptr) return nullptr;
  }
  return node;
}

absl::StatusOr<NodePtr> MemoryDisk::FindFile(const std::string& path) const {
  NodePtr node = Find(path);
  if (node == nullptr) return Error(ENOENT, path);
  if (node->is_directory) return Error(EISDIR, path);
  return node;
}

absl::Status MemoryDisk::Link(const std::string& path, NodePtr node) {
  const NodePtr parent = Find(ParentDirectory(path));
  if (parent == nullptr) return Error(ENOENT, path);
  if (!parent->is_directory) return Error(ENOTDIR, path);
  Meanings& meanings = parent->entries[std::string(FileName(path))];
  if (meanings.empty()) meanings.push_back(nullptr);
  meanings.push_back(std::move(node));
  return absl::OkStatus();
}

absl::StatusOr<NodePtr> MemoryDisk::CreateFile(const std::string& path) {
  const NodePtr present = Find(path);
  if (present != nullptr) {
    if (present->is_directory) return Error(EISDIR, path);
    present->bytes.clear();
    return present;
  }
  NodePtr file = std::make_shared<Node>();
  RETURN_IF_ERROR(Link(path, file));
  return file;
}

absl::StatusOr<std::vector<std::string>> MemoryDisk::List(
    const std::string& path) const {
  const NodePtr node = Find(path);
  if (node == nullptr) return Error(ENOENT, path);
  if (!node->is_directory) return Error(ENOTDIR, path);
  std::vector<std::string> names;
  for (const auto& entry : node->entries) {
    if (entry.second.back() != nullptr) names.push_back(entry.first);
  }
  return names;
}

absl::Status MemoryDisk::Rename(const std::string& from,
                                const std::string& to) {
  NodePtr node;
  ASSIGN_OR_RETURN(node, FindFile(from));
  if (Find(to) == node) return absl::OkStatus();
  RETURN_IF_ERROR(Link(to, std::move(node)));
  return Link(from, nullptr);
}

absl::Status MemoryDisk::RemoveFile(const std::string& path) {
  RETURN_IF_ERROR(FindFile(path).status());
  return Link(path, nullptr);
}

absl::Status MemoryDisk::MakeDirectory(const std::string& path) {
  const NodePtr present = Find(path);
  if (present != nullptr) {
    return present->is_directory ? absl::OkStatus() : Error(EEXIST, path);
  }
  NodePtr directory = std::make_shared<Node>();
  directory->is_directory = true;
  return Link(path, std::move(directory));
}

absl::Status MemoryDisk::SyncDirectory(const std::string& path) {
  const NodePtr node = Find(path);
  if (node == nullptr) return Error(ENOENT, path);
  if (!node->is_directory) return Error(ENOTDIR, path);
  for (auto entry = node->entries.begin(); entry != node->entries.end();) {
    Meanings& meanings = entry->second;
    meanings.erase(meanings.begin(), meanings.end() - 1);
    entry = meanings[0] == nullptr ? node->entries.erase(entry) : ++entry;
  }
  return absl::OkStatus();
}

void MemoryDisk::ForEachCrashState(
    absl::FunctionRef<void(MemoryDisk state, const std::string& description)>
        visit) const {
  OpenQuestions questions;
  std::set<const Node*> seen;
  Collect(*root_, &seen, &questions);
  std::vector<std::pair<Kept, absl::string_view>> kept = {{Kept::kAll, "all"}};
  if (questions.has_unsynced_bytes) {
    kept.insert(kept.end(), {{Kept::kNothing, "nothing"},
                             {Kept::kTorn, "the first half"},
                             {Kept::kLength, "the length"}});
  }
  for (const Choice& choice : Choices(questions.names)) {
    for (const auto& [mode, words] : kept) {
      MemoryDisk state;
      state.root_ = Crash(questions, choice, mode).Copy(*root_);
      visit(std::move(state), Describe(questions, choice, words));
    }
  }
}

}  // namespace telusur
