# checks.sh, which the scripts of tests begin with: an output folder (--out DIR), what is said, what is counted.
#
# A script's first line after the interpreter is its usage. What it counts as a check, it prints; `finish` closes it with
# "N passed, N failed, N skipped" and ends it with 0 if nothing failed, else 1. `skip` ends it with 77.
set -euo pipefail
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
unset LSTM_ISA LstmInstructionSet IlcInstructionSet
here=$(cd "$(dirname "$0")" && pwd)
script=$(basename "$0" .sh)
out=$here/../artifacts/$script
case ${1:-} in
  '') ;;
  --out) out=${2:?} ;;
  *) sed -n '2p' "$0" >&2; exit 2 ;;
esac
mkdir -p "$out"
out=$(cd "$out" && pwd)
passed=0 failed=0 skipped=0

say() { echo "$script: $*" >&2; }
skip() { say "skipped: $*"; exit 77; }
# skip_part WHAT WHY: counted, and the script goes on.
skip_part() { echo "$1: SKIPPED, $2"; skipped=$((skipped + 1)); }
# check WHAT COMMAND…
check() { if "${@:2}"; then echo "$1: ok"; passed=$((passed + 1)); else fail "$1"; fi; }
fail() { echo "$1: FAILED"; failed=$((failed + 1)); }
# try LOG COMMAND…: its output is shown when it fails.
try() { "${@:2}" >"$out/$1.log" 2>&1 || { tail -30 "$out/$1.log" >&2; return 1; }; }
# must LOG COMMAND…: nothing after it would make sense.
must() { try "$@" || { fail "$1"; finish; }; }
finish() {
  if [ $skipped = 0 ]; then echo "$passed passed, $failed failed"; else echo "$passed passed, $failed failed, $skipped skipped"; fi
  [ $failed = 0 ]
  exit
}

# for_native: what NativeAOT needs, in $rid and $linker. It links with clang unless told otherwise; gcc does as well.
for_native() {
  [ "$(uname -s)" = Linux ] || skip 'written for Linux'
  command -v clang >/dev/null || command -v gcc >/dev/null || skip 'no clang or gcc to link with'
  rid=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
  linker=()
  command -v clang >/dev/null || linker=(-p:CppCompilerAndLinker=gcc)
}

# choose_framework COMMAND…: the first $framework, of $DeviceFramework or net10.0 and net9.0, with which the command, which
# restores its packages, succeeds (what it printed is framework.log); false where there is none, since no feed has them. Any
# other failure ends the script.
choose_framework() {
  for framework in ${DeviceFramework:-net10.0 net9.0}; do
    if "$@" >"$out/framework.log" 2>&1; then say "$framework, $rid"; return 0; fi
    grep -q 'error NU110[0-9]' "$out/framework.log" || { cat "$out/framework.log" >&2; exit 1; }
    say "no $framework here: $(grep -o 'Unable to find [^,.]*package [^ ]*' "$out/framework.log" | head -1)"
  done
  return 1
}
no_packages() { echo "the NativeAOT packages for $rid cannot be restored"; }
