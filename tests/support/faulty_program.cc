#include "tests/support/faulty_program.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "absl/strings/string_view.h"

namespace telusur {
namespace {

struct WatchedCall {
  int number;
  const char* name;
};

// Not every architecture has the older ones.
constexpr WatchedCall kWatchedCalls[] = {
    {SYS_openat, "create"},   {SYS_write, "write"},
    {SYS_pwrite64, "write"},  {SYS_writev, "write"},
    {SYS_fsync, "sync"},      {SYS_fdatasync, "sync"},
    {SYS_renameat, "rename"}, {SYS_renameat2, "rename"},
    {SYS_unlinkat, "remove"}, {SYS_ftruncate, "write"},
#ifdef SYS_open
    {SYS_open, "create"},
#endif
#ifdef SYS_rename
    {SYS_rename, "rename"},
#endif
#ifdef SYS_unlink
    {SYS_unlink, "remove"},
#endif
};

// The call's name, or nullptr when it changes no file.
const char* NameOf(const seccomp_data& call) {
  for (const WatchedCall& watched : kWatchedCalls) {
    if (watched.number != call.nr) continue;
    const absl::string_view name = watched.name;
    const uint64_t flags = call.args[call.nr == SYS_openat ? 2 : 1];
    const bool is_reading = name == "create" && (flags & O_CREAT) == 0;
    const bool is_output = name == "write" && call.args[0] <= 2;
    return is_reading || is_output ? nullptr : watched.name;
  }
  return nullptr;
}

sock_filter Statement(int code, uint32_t value) {
  return {static_cast<uint16_t>(code), 0, 0, value};
}

// Has this process ask, from now on, before each watched call. Returns the
// descriptor that the questions come from.
int FilterCalls() {
  std::vector<sock_filter> filter = {
      Statement(BPF_LD | BPF_W | BPF_ABS,
                static_cast<uint32_t>(offsetof(seccomp_data, nr)))};
  for (const WatchedCall& watched : kWatchedCalls) {
    // Skips the next statement unless this is the call.
    filter.push_back({BPF_JMP | BPF_JEQ | BPF_K, 0, 1,
                      static_cast<uint32_t>(watched.number)});
    filter.push_back(Statement(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF));
  }
  filter.push_back(Statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog program = {static_cast<uint16_t>(filter.size()),
                              filter.data()};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return static_cast<int>(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                  SECCOMP_FILTER_FLAG_NEW_LISTENER, &program));
}

// A message of one byte, and room for a descriptor beside it.
struct DescriptorMessage {
  DescriptorMessage() {
    header.msg_iov = &bytes;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof(control);
  }
  char byte = '.';
  iovec bytes = {&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr header = {};
};

void SendDescriptor(int socket, int descriptor) {
  DescriptorMessage message;
  cmsghdr* const control = CMSG_FIRSTHDR(&message.header);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(control), &descriptor, sizeof(int));
  if (sendmsg(socket, &message.header, 0) != 1) abort();
}

int ReceiveDescriptor(int socket) {
  DescriptorMessage message;
  int descriptor = -1;
  if (recvmsg(socket, &message.header, MSG_CMSG_CLOEXEC) != 1) abort();
  const cmsghdr* const control = CMSG_FIRSTHDR(&message.header);
  if (control == nullptr) abort();
  memcpy(&descriptor, CMSG_DATA(control), sizeof(int));
  return descriptor;
}

// Whether `fault` is what happens to call number `call`.
bool Applies(const std::optional<SystemCallFault>& fault, int call) {
  return fault.has_value() &&
         (call == fault->call || (fault->lasting && call > fault->call));
}

// Answers the next question. False when the program has ended or was killed.
bool AnswerOne(int listener, const std::optional<SystemCallFault>& fault,
               ChildProcess* child, std::vector<std::string>* calls) {
  pollfd wait = {listener, POLLIN, 0};
  if (poll(&wait, 1, -1) < 0) return errno == EINTR;
  if ((wait.revents & POLLIN) == 0) return false;
  seccomp_notif question = {};
  if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &question) != 0) return true;
  seccomp_notif_resp answer = {};
  answer.id = question.id;
  answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  if (const char* const name = NameOf(question.data)) {
    const bool applies = Applies(fault, static_cast<int>(calls->size()));
    calls->push_back(name);
    if (applies && fault->error == 0) {
      child->Signal(SIGKILL);
      return false;
    }
    if (applies) {
      answer.flags = 0;
      answer.error = -fault->error;
    }
  }
  // The one who asked may be gone; that is seen by the next poll.
  ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  return true;
}

}  // namespace

FaultyRun RunFaultyProgram(const std::vector<std::string>& arguments,
                           const ChildProcess::Options& options,
                           std::optional<SystemCallFault> fault) {
  int sockets[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) abort();
  ChildProcess::Options faulty = options;
  faulty.before_program = [&] {
    const int listener = FilterCalls();
    if (listener < 0) abort();
    SendDescriptor(sockets[1], listener);
    close(listener);
  };
  ChildProcess child(arguments, faulty);
  child.CloseInput();
  close(sockets[1]);
  const int listener = ReceiveDescriptor(sockets[0]);
  close(sockets[0]);
  FaultyRun run;
  while (AnswerOne(listener, fault, &child, &run.calls)) {
  }
  run.program = child.Wait();
  // Not before: calls that nobody can be asked about would fail.
  close(listener);
  return run;
}

}  // namespace telusur
