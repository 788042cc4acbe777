#!/usr/bin/env bash
# mqtt.sh [--out DIR]   samples/IotDevice between a simulated sensor and an MQTT broker: what is sent arrives, whole and in order
#
# Exit code: 0 all passed, 1 not, 2 usage, 77 skipped because mosquitto is missing. Nothing is installed.
#
#   IOT_DEVICE   the program to try, e.g. one published by NativeAOT; unset: built here
. "$(dirname "$0")/Shared/checks.sh"
rm -rf "${out:?}"/*
export PATH=$PATH:/usr/sbin

for tool in mosquitto mosquitto_pub mosquitto_sub; do
  command -v $tool >/dev/null || skip "no $tool (Debian: mosquitto mosquitto-clients)"
done

iot=("${IOT_DEVICE:-}")
if [ -z "${IOT_DEVICE:-}" ]; then
  must build dotnet build -c Release "$here/../samples/IotDevice" --nologo -v q
  program=$here/../samples/IotDevice/bin/Release/${DeviceFramework:-net10.0}/IotDevice.dll
  iot=(dotnet "$program")
fi

# The broker, on a socket in the folder of the test and so without a port that another may have. It says when it is ready.
socket=$out/mqtt.sock
printf 'listener 0 %s\nallow_anonymous true\nmax_queued_messages 0\nuser root\nlog_dest stderr\n' "$socket" >"$out/mosquitto.conf"
mkfifo "$out/broker"
mosquitto -c "$out/mosquitto.conf" 2>"$out/broker" &
broker=$!
trap 'kill $broker 2>/dev/null || true' EXIT
exec 4<"$out/broker"
running=
while [ -z "$running" ] && read -r -t 60 line <&4; do
  echo "$line" >>"$out/broker.log"
  [[ $line != *' running' ]] || running=1
done
[ -n "$running" ] || { cat "$out/broker.log" >&2; say 'mosquitto does not start'; exit 1; }
cat <&4 >>"$out/broker.log" &

# A subscription that lasts: what is published before its owner comes back is kept. -E ends when the broker has confirmed it.
subscribe() { mosquitto_sub --unix "$socket" -i "$1" -c -q 1 -t "$2" -E; }
receive() { mosquitto_sub --unix "$socket" -i "$1" -c -q 1 -t "$2" -C "$3" -W 60; } # NAME TOPIC MESSAGES
publish() { mosquitto_pub --unix "$socket" -q 1 -l -t "$1"; }

"${iot[@]}" simulate --runs 1 --faults all --columns measured --seed 7 >"$out/samples.csv"
"${iot[@]}" --quiet --input "$out/samples.csv" >"$out/expected.jsonl"
count=$(wc -l <"$out/expected.jsonl")

subscribe monitor pump
"${iot[@]}" simulate --runs 1 --faults all --columns measured --seed 7 | "${iot[@]}" --quiet --input - | publish pump
receive monitor pump "$count" >"$out/received.jsonl"
check "sensor | IotDevice | broker: all $count results arrive in their order" cmp -s "$out/expected.jsonl" "$out/received.jsonl"
check 'and the alarm with them' grep -q '"alarm":true' "$out/received.jsonl"

# Stopped in the middle and started again: whoever subscribes sees no difference.
subscribe again pump/again
half=$((count / 2))
mkfifo "$out/feed" "$out/results"
"${iot[@]}" --quiet --input "$out/feed" --state "$out/pump.state" >"$out/results" &
device=$!
exec 5<"$out/results" # in the order in which the program opens them
exec 3>"$out/feed"
head -$((half + 1)) "$out/samples.csv" >&3
head -"$half" <&5 >"$out/first.jsonl" # ends when its last result is out
kill -TERM $device
wait $device && stopped=0 || stopped=$?
exec 3>&-
cat <&5 >>"$out/first.jsonl"
publish pump/again <"$out/first.jsonl"
check 'SIGTERM ends it with 0' [ "$stopped" = 0 ]
{ head -1 "$out/samples.csv"; tail -n +$((half + 2)) "$out/samples.csv"; } |
  "${iot[@]}" --quiet --input - --state "$out/pump.state" | publish pump/again
receive again pump/again "$count" >"$out/again.jsonl"
check 'stopped and started again: the same results' cmp -s "$out/expected.jsonl" "$out/again.jsonl"

finish
