#!/usr/bin/env bash
# getting-started.sh [--out DIR]   run docs/getting-started.md: every indented line, word for word, in its order
#
# The packages are made in this repository, everything else happens in OUT/desk, with a home folder of its own there. What a line printed is
# in OUT/N.log. The Raspberry Pi is the folder OUT/desk/pi, its sensors are the template's recording, its processor is QEMU's.
# Exit code: 0 all passed, 1 not, 2 usage, 77 skipped because a tool or package is missing. Nothing is installed outside OUT.
#
#   ARM64_CPUS   the processors (cortex-a53 cortex-a72 neoverse-n1 max)
. "$(dirname "$0")/Shared/checks.sh"
page=$here/../docs/getting-started.md
arm64=1
for_native
[ "$(uname -m)" = x86_64 ] || skip 'the page publishes for x64 and ARM64 at an x64 desk'
packs() { dotnet restore "$here/../samples/IotDevice" --nologo -r "$rid" --artifacts-path "$out/packs"; }
restorable packs || skip "$why"

work=$out/desk pi=$out/desk/pi
rm -rf "$work" && mkdir -p "$pi" "$work/home/.nuget/NuGet"
# Outside the repository, as far as the build is concerned.
for file in Directory.Build.props Directory.Build.targets Directory.Packages.props; do echo '<Project />' >"$work/$file"; done
# Its own folders for packages, tools and templates; sources are the user's, and what is in the user's package folder need not come again.
at_home() {
  local user=$HOME folder
  folder=$(dotnet nuget locals global-packages -l | sed 's/^[^/]*//')
  if [ -f "$user/.nuget/NuGet/NuGet.Config" ]; then cp "$user/.nuget/NuGet/NuGet.Config" "$work/home/.nuget/NuGet"; else echo '<configuration></configuration>' >"$work/home/.nuget/NuGet/NuGet.Config"; fi
  sed -i "s#</configuration>#<fallbackPackageFolders><add key=\"user\" value=\"$folder\" /></fallbackPackageFolders></configuration>#" "$work/home/.nuget/NuGet/NuGet.Config"
  unset NUGET_PACKAGES DOTNET_CLI_HOME
  export HOME=$work/home PATH=$PATH:$work/home/.dotnet/tools DOTNET_GENERATE_ASPNET_CERTIFICATE=false
}
scp() { [ "$2" = pi@raspberrypi: ] && cp "$1" "$pi/GasWatch.arm64" && printf '#!/bin/sh\nexec %s "%s"\n' "${emulator[*]}" "$pi/GasWatch.arm64" >"$pi/GasWatch" && chmod +x "$pi/GasWatch"; }

# lines HEADING…: the indented lines below the headings that begin so.
lines() { awk -v heading="## $1" '/^## / { on = index($0, heading) == 1 } on && /^    / { sub(/^    /, ""); print }' "$page"; }
n=0
run() { # LINE: in this shell, since some lines change the folder
  n=$((n + 1))
  if eval "$1" >"$out/$n.log" 2>&1; then passed=$((passed + 1)); echo "$1: ok"; else tail -30 "$out/$n.log" >&2; fail "$1"; finish; fi
}
section() { # HEADING FOLDER
  cd "$2"
  while read -r line <&3; do
    case $line in
      'dotnet pack '* | '') ;;
      ./*) cd "$pi" ;;
      *) [ "$HOME" = "$work/home" ] || at_home ;;
    esac
    [ -z "$line" ] || run "$line"
  done 3< <(lines "$1")
}
export QEMU_CPU=cortex-a53

section 1 "$here/.."
section 2 "$work"
check 'the alarm of every row' [ "$(grep -c '^{"alarm":[0-9.E-]*}$' "$out/$n.log")" = 1500 ]
cd "$work"
section 3 "$work/GasWatch"
section 4 "$work/GasWatch"
bin/Release/net10.0/linux-x64/publish/GasWatch <recording.csv >"$work/desk.jsonl" 2>"$work/desk.err"
check 'on x64 that is AVX2' grep -q '^Avx2 body (.*NativeAOT X64' "$work/desk.err"
printf '#!/bin/sh\nexec cat "%s"\n' "$work/GasWatch/recording.csv" >"$pi/read-sensors" && chmod +x "$pi/read-sensors"
section 5 "$work/GasWatch"
check 'on the Raspberry Pi it is NEON' grep -q '^Neon body (.*NativeAOT Arm64' "$out/$n.log"
check 'and the alarms are those of the desk' cmp <(grep '^{' "$out/$n.log") "$work/desk.jsonl"
on() { cd "$pi" && QEMU_CPU=$1 ./GasWatch <"$work/GasWatch/recording.csv" 2>"$out/$1.err" | cmp - "$work/desk.jsonl"; }
for cpu in $cpus; do check "the same on $cpu" on "$cpu"; done
finish
