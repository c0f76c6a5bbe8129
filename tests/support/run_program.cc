#include "tests/support/run_program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace telusur {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// In the child, between fork and exec.
void BecomeProgram(const std::vector<std::string>& arguments,
                   const ChildProcess::Options& options, int input,
                   const std::string& out_path, const std::string& err_path) {
  const int out = open(out_path.c_str(), O_WRONLY | O_CREAT, 0600);
  const int err = open(err_path.c_str(), O_WRONLY | O_CREAT, 0600);
  if (out < 0 || err < 0) _exit(126);
  dup2(input, 0);
  dup2(out, 1);
  dup2(err, 2);
  if (!options.folder.empty() && chdir(options.folder.c_str()) != 0) {
    _exit(126);
  }
  for (const auto& [name, value] : options.environment) {
    if (value.empty()) {
      unsetenv(name.c_str());
    } else {
      setenv(name.c_str(), value.c_str(), 1);
    }
  }
  std::vector<char*> argv;
  for (const std::string& argument : arguments) {
    argv.push_back(const_cast<char*>(argument.c_str()));
  }
  argv.push_back(nullptr);
  if (options.before_program) options.before_program();
  execv(argv[0], argv.data());
  _exit(127);
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& arguments,
                           const Options& options)
    : out_path_(options.stdout_path.empty() ? folder_.Path("out")
                                            : options.stdout_path),
      err_path_(folder_.Path("err")) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) abort();
  pid_ = fork();
  if (pid_ < 0) abort();
  if (pid_ == 0) {
    BecomeProgram(arguments, options, ends[0], out_path_, err_path_);
  }
  close(ends[0]);
  input_ = ends[1];
  signal(SIGPIPE, SIG_IGN);  // a program need not read its input
}

ChildProcess::~ChildProcess() {
  CloseInput();
  if (pid_ < 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

bool ChildProcess::Write(absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(input_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(n);
  }
  return true;
}

void ChildProcess::CloseInput() {
  if (input_ >= 0) close(input_);
  input_ = -1;
}

void ChildProcess::Signal(int signal_number) { kill(pid_, signal_number); }

ProgramResult ChildProcess::Wait() {
  CloseInput();
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  ProgramResult result;
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  if (out_path_ == folder_.Path("out")) result.out = ReadFile(out_path_);
  result.err = ReadFile(err_path_);
  return result;
}

ProgramResult RunProgram(const std::vector<std::string>& arguments,
                         absl::string_view input,
                         const ChildProcess::Options& options) {
  ChildProcess child(arguments, options);
  child.Write(input);
  return child.Wait();
}

}  // namespace telusur
