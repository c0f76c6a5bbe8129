"""Builds the programs of two commits, side by side."""

import contextlib
import hashlib
import os
import shutil
import stat
import subprocess
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

PROGRAMS = {"gate_bench": "//bench:gate_bench",
            "generate_corpus": "//bench:generate_corpus",
            "telusur": "//tools:telusur"}


class BuildError(Exception):
    """What could not be built, with the end of what Bazel said."""


def git(*arguments):
    return subprocess.run(["git", "-C", TOP, *arguments], check=True, text=True,
                          stdout=subprocess.PIPE).stdout.strip()


def _cache_flags():
    """A disk cache that both sides share, unless the user has one."""
    with contextlib.suppress(OSError):
        with open(os.path.join(TOP, "user.bazelrc"), encoding="utf-8") as lines:
            if "--disk_cache" in lines.read():
                return []
    cache = os.environ.get("TELUSUR_DISK_CACHE")
    return ["--disk_cache=" + cache] if cache else []


def build(workspace, programs, startup=(), flags=()):
    """Builds PROGRAMS in the checkout `workspace` into the folder `programs`."""
    bazel = ["bazel", *startup]
    command = [*bazel, "build", "--noshow_progress", "--symlink_prefix=/",
               "--ui_event_filters=-info", *_cache_flags(), *flags,
               *PROGRAMS.values()]
    done = subprocess.run(command, cwd=workspace, text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise BuildError(done.stdout[-6000:])
    found = subprocess.run([*bazel, "info", "bazel-bin", *flags],
                           cwd=workspace, text=True, check=True,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    os.makedirs(programs)
    for name, label in PROGRAMS.items():
        path = label[2:].replace(":", "/")
        shutil.copy(os.path.join(found.stdout.strip(), path),
                    os.path.join(programs, name))


def _remove_tree(folder):
    """Removes a folder, read-only ones in it too."""
    for parent, folders, _ in os.walk(folder):
        for name in folders:
            path = os.path.join(parent, name)
            if not os.path.islink(path):
                os.chmod(path, os.stat(path).st_mode | stat.S_IRWXU)
    shutil.rmtree(folder)


@contextlib.contextmanager
def checkout(commit):
    """A worktree of `commit` and the startup flags of a Bazel of its own."""
    folder = tempfile.mkdtemp(prefix="gate-base-")
    source = os.path.join(folder, "source")
    startup = ["--output_base=" + os.path.join(folder, "output")]
    try:
        git("worktree", "add", "--quiet", "--detach", source, commit)
    except subprocess.CalledProcessError as error:
        _remove_tree(folder)
        raise BuildError("git cannot check it out") from error
    try:
        with contextlib.suppress(FileNotFoundError):
            shutil.copy(os.path.join(TOP, "user.bazelrc"), source)
        yield source, startup
    finally:
        subprocess.run(["bazel", *startup, "shutdown"], cwd=source, check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        git("worktree", "remove", "--force", source)
        _remove_tree(folder)


def has_gate(source):
    """Whether a checkout knows the programs that the gate measures."""
    return os.path.exists(os.path.join(source, "bench", "gate_bench.cc"))


def fingerprint(program):
    """A hash of what a program does: symbols and debug information aside."""
    with tempfile.NamedTemporaryFile() as stripped:
        subprocess.run(["strip", "--strip-all", "-R", ".note.gnu.build-id", "-o",
                        stripped.name, program], check=True)
        return hashlib.sha256(stripped.read()).hexdigest()
