# shellcheck shell=bash
# Functions that the scripts of tools/ and .ci/ share. To be sourced by bash.

# The checkout's top folder, whatever the current folder and however the script
# was named.
top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

note() { printf '%s\n' "$*" >&2; }

die() {
  note "${0##*/}: $*"
  exit 1
}

# Prints the comment at the head of the running script.
print_usage() { sed -n '2,/^$/s/^#\( \|$\)//p' "$0"; }

# Runs a command with root's rights.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo -- "$@"
  else
    die "root's rights are needed (there is no sudo); run as root: $*"
  fi
}

# Waits for another apt instead of failing, and asks no questions.
apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y -o DPkg::Lock::Timeout=600 "$@"
}

# Whether apt can install every one of the packages as far as its lists say;
# minimal images ship no lists. One call: each reads all of them.
apt_knows() {
  local known
  known=$(LC_ALL=C apt-cache policy "$@" 2>/dev/null |
    grep -c '^  Candidate: [^(]' || true)
  [ "$known" -eq "$#" ]
}

# Sets HOME and USER where a service or a container left them out, or where the
# home cannot be written: Bazel wants both, and so does the demo's cache.
prepare_environment() {
  local uid own fallback
  uid=$(id -u)
  own=$(getent passwd "$uid" | cut -d: -f6 || true)
  fallback=${TMPDIR:-/tmp}/telusur-home-$uid
  for HOME in "${HOME:-}" "$own" "$fallback"; do
    if [ "$HOME" = "$fallback" ]; then
      [ -d "$HOME" ] || mkdir -m 700 -- "$HOME"
      [ -O "$HOME" ] || die "$HOME belongs to someone else"
    fi
    [ -d "$HOME" ] && [ -w "$HOME" ] && break
  done
  USER=${USER:-$(id -un 2>/dev/null || true)}  # the number, without a name
  export HOME USER
}

# Bazel finds its workspace from the current folder.
in_top() { (cd -- "$top" && "$@"); }
