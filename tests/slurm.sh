#!/usr/bin/env bash
# slurm.sh [--out DIR]   lstm search --slurm under a Slurm of its own: the same table and weights, and what goes wrong is told and done again
#
# Starts munged, slurmctld and slurmd for this machine alone, on ports of their own, and stops them at the end. Exit code: 0 all passed, 1 not,
# 2 usage, 77 skipped because Slurm is not there or this is not root, whom slurmd has to run as. Nothing is installed.
. "$(dirname "$0")/Shared/checks.sh"
for program in slurmctld slurmd munged sbatch; do
  PATH=$PATH:/usr/sbin:/sbin command -v $program >/dev/null || skip "no $program (Debian: slurm-wlm munge)"
done
[ "$(id -u)" = 0 ] || skip 'slurmd runs as root alone'
PATH=$PATH:/usr/sbin:/sbin
rm -rf "${out:?}"/*
must build dotnet build -c Release "$here/../src/Lstm.Trainer" --nologo -v q

# munged asks for folders that nobody else may write in, all the way up.
cluster=$(mktemp -d) # /tmp is all right: it is sticky
cpus=$(nproc) port=$((20000 + $$ % 10000))
processors=$((cpus < 2 ? 2 : cpus)) # two runs side by side, on one processor as well
export SLURM_CONF=$cluster/slurm.conf
stop() {
  local daemon
  for daemon in slurmd slurmctld munged; do [ ! -s "$cluster/$daemon.pid" ] || kill "$(cat "$cluster/$daemon.pid")" 2>/dev/null || true; done
  for _ in $(seq 50); do
    pgrep -F "$cluster/slurmd.pid" >/dev/null 2>&1 || pgrep -F "$cluster/slurmctld.pid" >/dev/null 2>&1 || break
    sleep 0.1
  done
  rm -rf "$cluster"
}
trap stop EXIT
chmod 755 "$cluster"
head -c 1024 /dev/urandom >"$cluster/munge.key" && chmod 400 "$cluster/munge.key"
# Without systemd, cgroups and accounts: as little as a job array needs.
cat >"$SLURM_CONF" <<CONF
ClusterName=test
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
AuthInfo=socket=$cluster/munge.socket
ProctrackType=proctrack/pgid
TaskPlugin=task/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
StateSaveLocation=$cluster/state
SlurmdSpoolDir=$cluster/spool
SlurmctldPidFile=$cluster/slurmctld.pid
SlurmdPidFile=$cluster/slurmd.pid
SlurmctldLogFile=$cluster/slurmctld.log
SlurmdLogFile=$cluster/slurmd.log
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$processors
PartitionName=test Nodes=ALL Default=YES MaxTime=60
CONF
must munged munged --key-file="$cluster/munge.key" --socket="$cluster/munge.socket" --pid-file="$cluster/munged.pid" --log-file="$cluster/munged.log" --seed-file="$cluster/munge.seed"
must slurmctld slurmctld
must slurmd slurmd
idle() { for _ in $(seq 100); do [ "$(sinfo -h -o %t 2>/dev/null)" = idle ] && return; sleep 0.2; done; tail -n 5 "$cluster"/*.log; return 1; }
must idle idle

# A folder as people have them.
work="$out/it's a \"100%A\" folder"
mkdir -p "$work" && cd "$work"
awk 'BEGIN { print "x,y"; for (t = 0; t < 400; t++) printf "%.5f,%.5f\n", sin(t / 5), sin((t - 3) / 5) }' >'the data.csv'
lstm() { dotnet "$here/../src/Lstm.Trainer/bin/Release/net10.0/Lstm.Trainer.dll" "$@"; }
lstm new "it's.lstm.json" --input 1 --hidden 4 >new.log
common=("it's.lstm.json" --data 'the data.csv' --target y --bptt 10)
# search NAME OPTION…: its table is in NAME.json, its weights in NAME.safetensors.
search() { lstm search "${common[@]}" "${@:2}" --out "$1.lstm.json" --folder "the trials of $1" --json >"$1.json" 2>"$1.log" || { cat "$1.log"; return 1; }; }
table() { tail -n 1 "$1.json" | grep -o '"trials":\[[^]]*\].*"spec"'  | sed 's/"spec".*//'; }
same() { # NAME OPTION…
  search "$1-here" "${@:2}" && search "$1-there" "${@:2}" --slurm --slurm-options "--partition=test --time=5 --comment='two words'" &&
    [ -n "$(table "$1-here")" ] && [ "$(table "$1-here")" = "$(table "$1-there")" ] && cmp "$1-here.safetensors" "$1-there.safetensors"
}
check 'random search: the table and the weights of this machine' same random --validation-share 0.2 --test-share 0.2 --trials 3 --epochs 3
check 'halving, folds and seeds: the table and the weights of this machine' same halving --test-share 0.2 --folds 2 --seeds 2 --halving 2 --epochs 4 --trials 4 --try cell=lstm,gru --try units=2,3
for name in random halving; do echo "$name: $(grep -c '"submitted"' $name-there.json) arrays"; done

# begun NAME EPOCHS [OPTION…]: a search of two runs, in the background; returns when both are in their training.
begun() {
  search "$1" --validation-share 0.2 --try units=2,3 --patience 0 --epochs "$2" --slurm "${@:3}" >"$1.said" &
  pid=$!
  for _ in $(seq 300); do [ "$(find "the trials of $1" -name '*.checkpoint' 2>/dev/null | wc -l)" = 2 ] && return; sleep 0.1; done
  cat "$1.log"
  return 1
}
job() { grep -o '"jobs":\["[0-9]*' "$1.json" | tail -n 1 | grep -o '[0-9]*$'; }
# task NAME INDEX: the process that a task is.
task() { pgrep -f "Lstm.Trainer.dll search .* --folder the trials of $1 .*--slurm-run $2 "; }
lost() { # one run is killed, one cancelled; both are named, and the next run takes them up to the result of an undisturbed search
  local epochs=5000
  begun lost $epochs || return 1
  kill -9 "$(task lost 0)" && scancel "$(job lost)_2"
  if wait "$pid"; then echo 'the search went on without them'; return 1; fi
  cat lost.log
  grep -q "trial 1 .*: killed (signal 9), as happens when memory is short (job $(job lost)_0, log .*_0.log)" lost.log && grep -q "trial 2 .*: cancelled (job $(job lost)_2, log .*_2.log)" lost.log || return 1
  search lost --validation-share 0.2 --try units=2,3 --patience 0 --epochs $epochs --slurm --resume && search undisturbed --validation-share 0.2 --try units=2,3 --patience 0 --epochs $epochs && cmp lost.safetensors undisturbed.safetensors
}
check 'a run that is killed and one that is cancelled are named, and go on with --resume to the same bits' lost
interrupted() { # what waits is killed; the runs go on, and the next search waits for them
  begun interrupted 3000 || return 1
  local before
  kill -9 "$(pgrep -f "Lstm.Trainer.dll search .* --out interrupted.lstm.json .*--json$")"
  wait "$pid" || true
  before=$(job interrupted)
  search interrupted --validation-share 0.2 --try units=2,3 --patience 0 --epochs 3000 --slurm --resume &&
    { grep -q '"jobs":\[\],"runs":0,"before":[12]' interrupted.json || ! grep -q '"submitted"' interrupted.json || { cat interrupted.json; return 1; }; } &&
    [ "$(find 'the trials of interrupted/slurm' -name '*.log' | sed 's|.*/||; s/_.*//' | sort -u)" = "$before" ]
}
check 'runs go on when what waits for them is killed, and are not submitted twice' interrupted
refused() { ! search refused --validation-share 0.2 --trials 2 --slurm --slurm-options --partition=none >/dev/null && grep -q 'lstm: sbatch did not take the runs: sbatch: error: invalid partition specified: none' refused.log; }
check 'what sbatch refuses is told' refused
finish
