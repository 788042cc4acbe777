#!/usr/bin/env bash
# power-cut.sh [--out DIR]   what lstm and the device program save outlasts a power cut at any moment: what they ask of the disk is recorded and checked
#
# A C library that is loaded before the system's (power-cut/record.c) records each write, flush, renaming and new folder; power-cut/check.awk
# looks for a name that is put in place before the disk has the file, a file that is changed where it stands, and a folder that is never flushed. Exit code: 0 all
# passed, 1 not, 2 usage, 77 skipped because this is not Linux or there is no gcc. Nothing is installed.
. "$(dirname "$0")/Shared/checks.sh"
[ "$(uname -s)" = Linux ] || skip 'written for Linux'
command -v gcc >/dev/null || skip 'no gcc (Debian: gcc libc6-dev)'
rm -rf "${out:?}"/*
must build-tool dotnet build -c Release "$here/../src/Lstm.Trainer" --nologo -v q
must build-device dotnet build -c Release "$here/../samples/IotDevice" --nologo -v q
must build-recorder gcc -shared -fPIC -O1 -Wall -Wextra -o "$out/record.so" "$here/power-cut/record.c" -ldl
lstm=$(find "$here/../src/Lstm.Trainer/bin/Release" -name Lstm.Trainer.dll | head -1)
device=$(find "$here/../samples/IotDevice/bin/Release" -name IotDevice.dll | head -1)
work=$out/work
mkdir -p "$work"
cd "$work"
awk 'BEGIN { print "y"; for (t = 0; t < 600; t++) print sin(t / 9) + sin(t / 31) }' >series.csv
awk 'BEGIN { print "speed,flow,temperature,vibration"; for (t = 0; t < 20; t++) print "1500,40,50,1" }' >samples.csv

# recorded NAME COMMAND…: runs it with the recorder.
recorded() {
  local name=$1
  shift
  rm -f "$out/$name.record"
  try "$name" env LD_PRELOAD="$out/record.so" RECORD="$out/$name.record" RECORD_BELOW="$work" DOTNET_TieredPGO=0 "$@"
}
# kept NAME LEAST COMMAND…: it puts at least so many files in place, and none of them can be lost or be half there.
kept() {
  local name=$1 least=$2
  shift 2
  recorded "$name" "$@" || return 1
  awk -f "$here/power-cut/check.awk" "$out/$name.record" >"$out/$name.verdict"
  ! grep '^fault' "$out/$name.verdict" || return 1
  [ "$(tail -1 "$out/$name.verdict" | cut -d' ' -f1)" -ge "$least" ]
}

check 'lstm new' kept new 1 dotnet "$lstm" new wave.lstm.json --input 1 --hidden 8 --output 1 --task forecast
check 'lstm train, with a checkpoint after each epoch' kept train 4 dotnet "$lstm" train wave.lstm.json --data series.csv --target y --horizon 1 --epochs 3 --checkpoint wave.checkpoint --report wave.html
check 'lstm train --resume' kept resume 3 dotnet "$lstm" train wave.lstm.json --data series.csv --target y --horizon 1 --epochs 5 --checkpoint wave.checkpoint --resume --report wave.html
check 'lstm export' kept export 1 dotnet "$lstm" export wave.lstm.json --onnx wave.onnx
check 'lstm import' kept import 2 dotnet "$lstm" import wave.onnx --output again
check 'lstm search, in a folder of its own' kept search 6 dotnet "$lstm" search wave.lstm.json --data series.csv --target y --horizon 1 --validation-share 0.2 --epochs 2 --trials 2 --try units=4,8 --folder found
check 'the state of the device program' kept device 2 dotnet "$device" --input samples.csv --state state.bin --save-every 5
unflushed() { UNFLUSHED=1 kept unflushed 1 dotnet "$lstm" new other.lstm.json --input 1 --hidden 8 --output 1; }
sees() { ! unflushed && grep -q 'its folder was not flushed' "$out/unflushed.verdict"; }
check 'a folder that is not flushed is seen' sees
finish
