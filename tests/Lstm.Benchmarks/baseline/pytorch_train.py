"""Measures a step of PyTorch's optimiser for `train`, one thread: pytorch_train.py I H T B

nn.LSTM and nn.Linear on the last hidden state, mean squared error, Adam. Says first which library does PyTorch's matrix
products; then answers every line of standard input with the milliseconds of some steps, before them the processor's
per step.
"""
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

try:
    import torch
except ImportError:
    print("missing there is no python3 with PyTorch (Debian: apt-get install python3-torch)", flush=True)
    sys.exit()

SLICE = 0.5  # seconds
inputs, hidden, steps, batch = map(int, sys.argv[1:])
torch.set_num_threads(1)
torch.manual_seed(0)
lstm = torch.nn.LSTM(inputs, hidden)
linear = torch.nn.Linear(hidden, 1)
optimizer = torch.optim.Adam([*lstm.parameters(), *linear.parameters()])
x = torch.rand(steps, batch, inputs)
target = torch.rand(batch, 1)


def step():
    optimizer.zero_grad()
    loss = torch.nn.functional.mse_loss(linear(lstm(x)[0][-1]), target)
    loss.backward()
    optimizer.step()


def blas():
    """The library of matrix products, as `kind:file`: of all that are loaded, since which one is asked depends on the machine."""
    kinds = {"libopenblas": "OpenBLAS", "libmkl": "MKL", "libblis": "BLIS", "libatlas": "ATLAS", "libcblas": "ATLAS"}
    try:
        with open("/proc/self/maps") as maps:
            files = sorted({line.split()[-1] for line in maps if line.rstrip().endswith((".so", ".so.3")) or ".so." in line})
    except OSError:
        return "unknown:"
    for part, kind in kinds.items():
        for file in files:
            if os.path.basename(file).startswith(part):
                return f"{kind}:{file}"
    plain = [file for file in files if os.path.basename(file).startswith("libblas")]
    if plain:
        return f"reference:{plain[0]}"
    return "MKL:built-in" if torch.backends.mkl.is_available() else "built-in:"


for _ in range(3):
    step()
print(f"ready {blas()}", flush=True)
for _ in sys.stdin:
    times = []
    start, processor = time.perf_counter(), time.process_time()
    while not times or time.perf_counter() - start < SLICE:
        before = time.perf_counter()
        step()
        times.append(1000 * (time.perf_counter() - before))
    processor = 1000 * (time.process_time() - processor) / len(times)
    print(f"{processor:.4f}", *(f"{ms:.4f}" for ms in times), flush=True)
