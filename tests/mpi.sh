#!/usr/bin/env bash
# mpi.sh [--out DIR]   lstm train under the mpirun of Open MPI and of MPICH: 1 to 4 ranks give the bits of one process, and what goes wrong ends all of them
#
# Exit code: 0 all passed, 1 not, 2 usage, 77 skipped because neither is there. Nothing is installed.
. "$(dirname "$0")/Shared/checks.sh"
rm -rf "${out:?}"/*
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1

command -v mpirun.openmpi >/dev/null || command -v mpirun.mpich >/dev/null || skip 'no mpirun.openmpi and no mpirun.mpich (Debian: openmpi-bin mpich)'
must build dotnet build -c Release "$here/../src/Lstm.Trainer" --nologo -v q
lstm() { dotnet "$here/../src/Lstm.Trainer/bin/Release/net10.0/Lstm.Trainer.dll" "$@"; }
cd "$out"

# Waves of four frequencies; 300 windows, so that a batch of 96 has six shards.
awk 'BEGIN { print "x,y"; for (t = 0; t < 1520; t++) printf "%.5f,%.5f\n", sin(t / (5 + int(t / 380))), sin((t - 3) / (5 + int(t / 380))) }' >waves.csv
sed '700s/.*/0.5,0.5/' waves.csv >other.csv
lstm new waves.lstm.json --input 1 --hidden 24 >new.log
# options EPOCHS NAME
options() { echo "train waves.lstm.json --data waves.csv --inputs x --target y --validation-share 0.2 --window-length 40 --window-stride 4 --bptt 20 --batch-size 96 --dropout 0.1 --no-report --quiet --threads 1 --epochs $1 --out $2.safetensors"; }
digest() { sha256sum "$1.safetensors" | cut -c 1-64; }
# shellcheck disable=SC2046
lstm $(options 3 alone) >alone.log 2>&1 || { cat alone.log; fail 'one process'; finish; }

# ranks MPI COUNT COMMAND…: by its mpirun, which more ranks than processors are all right for; it ends in 2 minutes at the latest.
ranks() {
  local over=()
  [ "$1" = mpich ] || over=(--oversubscribe)
  timeout 120 "mpirun.$1" "${over[@]}" -n "$2" "${@:3}" </dev/null
}
trains() { # MPI COUNT NAME EPOCHS [OPTION…]
  # shellcheck disable=SC2046
  ranks "$1" "$2" dotnet "$here/../src/Lstm.Trainer/bin/Release/net10.0/Lstm.Trainer.dll" $(options "$4" "$3") "${@:5}" >"$3.log" 2>&1
}
same_bits() { trains "$1" "$2" "$1$2" 3 && [ "$(digest "$1$2")" = "$(digest alone)" ] || { cat "$1$2.log"; return 1; }; }
told_once() { ! trains "$1" 3 "$1-column" 1 --target z && [ "$(grep -c 'lstm: .*there is no column "z"' "$1-column.log")" = 1 ]; }
# Rank 1 reads another file.
cat >differs.sh <<EOF
#!/usr/bin/env bash
if [ "\${OMPI_COMM_WORLD_RANK:-\${PMI_RANK:-0}}" = 1 ]; then set -- "\${@/waves.csv/other.csv}"; fi
exec dotnet "$here/../src/Lstm.Trainer/bin/Release/net10.0/Lstm.Trainer.dll" "\$@"
EOF
chmod +x differs.sh
# shellcheck disable=SC2046
differs() { ! ranks "$1" 2 ./differs.sh $(options 1 "$1-differs") >"$1-differs.log" 2>&1 && grep -q 'lstm: rank 1: other data, other options or another network than on rank 0' "$1-differs.log"; }
# A rank is killed after an epoch; the job ends, and three ranks resume from the checkpoint to the bits of an undisturbed run.
killed() {
  local pid name=$1-killed
  rm -f "$name.checkpoint"
  trains "$1" 2 "$name" 3000 &
  pid=$!
  for _ in $(seq 600); do [ -s "$name.checkpoint" ] && break; sleep 0.1; done
  for process in $(pgrep -f "Lstm.Trainer.dll .* --out $name.safetensors"); do
    if tr '\0' '\n' <"/proc/$process/environ" | grep -Eqx '(OMPI_COMM_WORLD_RANK|PMI_RANK)=1'; then kill -9 "$process"; fi
  done
  if wait $pid; then echo 'the job went on without a rank'; return 1; fi
  if pgrep -f "Lstm.Trainer.dll .* --out $name.safetensors" >/dev/null; then echo 'a rank is still there'; return 1; fi
  local done_epochs
  done_epochs=$(lstm_epochs "$name.checkpoint")
  # shellcheck disable=SC2046
  trains "$1" 3 "$name" $((done_epochs + 2)) --resume && lstm $(options $((done_epochs + 2)) "$name-undisturbed") >"$name-undisturbed.log" 2>&1 && [ "$(digest "$name")" = "$(digest "$name-undisturbed")" ] || { cat "$name.log"; return 1; }
}
lstm_epochs() { head -c 4000000 "$1" | grep -ao '"training.epochs": *"[^"]*"' | grep -o '\\n' | wc -l; }
foreign() { ! trains "$1" 2 "$1-foreign" 1 --mpi "$2" && grep -q 'lstm: .*2 processes were started together, and .* knows of 1: it is of another MPI than what started them' "$1-foreign.log"; }

for mpi in openmpi mpich; do
  if ! command -v mpirun.$mpi >/dev/null; then
    skip_part "$mpi" "no mpirun.$mpi"
    continue
  fi
  for count in 1 2 3 4; do check "$mpi, ranks: $count, the bits of one process" same_bits $mpi $count; done
  check "$mpi: a fault of all ranks is told once" told_once $mpi
  check "$mpi: other data on one rank is found" differs $mpi
  check "$mpi: a rank that is killed ends the run, and the checkpoint is resumed to the same bits" killed $mpi
done
if command -v mpirun.openmpi >/dev/null && command -v mpirun.mpich >/dev/null; then
  check 'a library of another MPI is found out' foreign openmpi libmpich.so.12
else
  skip_part 'a library of another MPI' 'only one is there'
fi
check 'a library without a launcher is refused' bash -c '! dotnet "$0" train waves.lstm.json --data waves.csv --mpi libmpi.so.40 >no.log 2>&1 && grep -q "was not started with others" no.log' "$here/../src/Lstm.Trainer/bin/Release/net10.0/Lstm.Trainer.dll"
finish
