#!/usr/bin/env bash
# The most memory that one epoch of lstm train takes with options that need more than usual, file-backed pages left aside: of 1,500,000 rows beyond
# 20,000 rows, in relation to 4 bytes for each number that goes in or is learnt. Needs room for 130 MB in TMPDIR. Without an argument the tool is built.
#
#     tests/measure-memory.sh [TOOL.dll]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
tool=${1:-}
if [ -z "$tool" ]; then
  dotnet build "$root/src/Lstm.Trainer" -c Release -v q >/dev/null
  tool=$root/src/Lstm.Trainer/bin/Release/net10.0/Lstm.Trainer.dll
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/measure.py" <<'PY'
import datetime, os, random, subprocess, sys, time
os.chdir(sys.argv[2])
tool = ["dotnet", os.path.abspath(sys.argv[1])]
few, many = 20000, 1500000
random.seed(1)
begin, values = datetime.datetime(2000, 1, 1), [0.0] * 8
with open("many.csv", "w") as large, open("few.csv", "w") as small:
    for row in range(-1, many):
        line = "time,a,b,c,d,e,f,g,h,yes\n"
        if row >= 0:
            values = [value + random.random() - 0.5 for value in values]
            line = f"{begin + datetime.timedelta(seconds=10 * row)},{','.join('%.2f' % value for value in values)},{int(row % 50 == 0)}\n"
        large.write(line)
        if row < few:
            small.write(line)
for name, more in (("one", []), ("hours", ["--output", "24"]), ("yes", ["--task", "binary"])):
    subprocess.run(tool + ["new", name + ".lstm.json", "--input", "7", "--hidden", "2"] + more, check=True, stdout=subprocess.DEVNULL)

def most(words):
    run, memory = subprocess.Popen(tool + words, stdout=subprocess.DEVNULL, stderr=open("errors", "w")), 0
    while run.poll() is None:
        try:
            with open(f"/proc/{run.pid}/status") as status:
                memory = max([memory] + [1024 * int(line.split()[1]) for line in status if line.startswith("RssAnon")])
        except OSError:
            pass
        time.sleep(0.02)
    if run.returncode:
        sys.exit(open("errors").read())
    return memory

usual = "--inputs a,b,c,d,e,f,g --validation-share 0.2 --test-share 0.2 --epochs 1 --cache none --no-report --quiet --out w.safetensors --checkpoint w.ckpt".split()
for words, numbers in (("one --target h", 8), ("one --target h --resample 10s", 8), ("one --target h --resample 60s", 8), ("hours --target h --horizon 1-24", 31),
                       ("one --target h --window-length 64 --window-stride 16", 8), ("yes --target yes", 8), ("yes --target yes --calibrate temperature", 8),
                       ("yes --target yes --window-length 32 --sampling balanced", 8)):
    spec, *options = words.split()
    small, large = (most(["train", spec + ".lstm.json", "--data", data] + options + usual) for data in ("few.csv", "many.csv"))
    print(f"{' '.join(options):55} {(large - small) / 1e6:5.0f} MB, {(large - small) / (4 * numbers * (many - few)):.2f} times a float for each of {numbers} numbers a row", flush=True)
PY
python3 "$work/measure.py" "$tool" "$work"
