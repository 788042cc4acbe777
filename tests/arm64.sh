#!/usr/bin/env bash
# arm64.sh [--out DIR]   what is promised of ARM64, on programs that dotnet publish -r linux-arm64 makes and QEMU runs
#
# The golden networks, the C exports, the device program with its own tests and a broker, on each processor; instructions of a step and the
# machine code of the bodies, as held. On an ARM64 machine all of it runs natively.
# Exit code: 0 all passed, 1 not, 2 usage, 77 skipped because a tool or package is missing. Nothing is installed.
#
#   ARM64_CPUS   the processors (cortex-a53 cortex-a72 neoverse-n1 max)
#   ANYDRIVE     the weights of a real network
. "$(dirname "$0")/Shared/checks.sh"
. "$here/Shared/counts.sh"
arm64=1
for_native

# part NAME SCRIPT…: what it counted is added up; one that skips says why.
part() {
  local log code=0 line begin=$SECONDS
  log=$out/${1//[ \',]/-}.log
  "${@:2}" >"$log" 2>&1 || code=$?
  grep -v ': ok$' "$log" || true
  if [ $code = 77 ]; then skip_part "$1" "$(why_skipped "$log")"; return; fi
  add_up "$log" || failed=$((failed + 1))
  echo "$1: ${line:-no result, exit code $code} ($((SECONDS - begin)) s)"
}

part 'golden networks' "$here/native-aot.sh" --arm64 --out "$out/golden"
part 'C callers' "$here/c-callers.sh" --arm64 --out "$out/c-callers"
part 'the sample' "$here/sample-aot.sh" --arm64 --out "$out/sample"
export IOT_DEVICE=$out/sample/app/IotDevice.run
for cpu in $cpus; do
  QEMU_CPU=$cpu part "the sample's tests, $cpu" "$here/device-tests.sh" --out "$out/tests-$cpu"
  QEMU_CPU=$cpu part "MQTT, $cpu" "$here/mqtt.sh" --out "$out/mqtt-$cpu"
done
part 'instructions of a step' "$here/arm64-steps.sh" --out "$out/steps"

if "$here/neon-listing.sh" --out "$out/golden" >"$out/neon.txt" 2>"$out/neon.log"; then
  part 'machine code' dotnet run --project "$here/Lstm.Disassembly.Tests" -- --neon "$out/neon.txt"
else
  skip_part 'machine code' "$(tail -1 "$out/neon.log")"
fi
finish
