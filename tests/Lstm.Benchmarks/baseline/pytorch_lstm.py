"""Measures PyTorch's nn.LSTM, one thread, for `compare`: pytorch_lstm.py FOLDER

FOLDER has a file I_H.f32 for each size: weight_ih, weight_hh, bias and 1,000 samples as bare floats. What is asked and
answered, line by line, is in Worker.cs.
"""
import os
import sys
import time

try:
    import torch
except ImportError:
    print("missing there is no python3 with PyTorch (Debian: apt-get install python3-torch)", flush=True)
    sys.exit()

SAMPLES = 1000
WARM_UP, SLICE = 0.1, 0.005  # seconds, as in Timing.cs


def problem(folder, inputs, hidden):
    """The layer with its weights, and the samples."""
    with open(os.path.join(folder, f"{inputs}_{hidden}.f32"), "rb") as file:
        values = torch.frombuffer(bytearray(file.read()), dtype=torch.float32)
    shapes = [(4 * hidden, inputs), (4 * hidden, hidden), (4 * hidden,), (SAMPLES, inputs)]
    counts = [torch.Size(shape).numel() for shape in shapes]
    weight_ih, weight_hh, bias, samples = (part.view(shape) for part, shape in zip(values.split(counts), shapes))
    lstm = torch.nn.LSTM(inputs, hidden)
    lstm.load_state_dict({"weight_ih_l0": weight_ih, "weight_hh_l0": weight_hh, "bias_ih_l0": bias, "bias_hh_l0": torch.zeros_like(bias)})
    return lstm.eval(), samples


def prepare(folder, size, mode):
    """A function that takes all samples once and returns the hidden values, and how many samples that are."""
    inputs, hidden = map(int, size.split(":"))
    lstm, samples = problem(folder, inputs, hidden)
    streams = int(mode[len("many"):]) if mode.startswith("many") else 1
    steps = SAMPLES // streams
    samples = samples[:steps * streams].view(steps, streams, inputs)
    calls = [samples] if mode == "run" else samples.split(1)
    state = torch.zeros(1, streams, hidden), torch.zeros(1, streams, hidden)

    def run():
        nonlocal state
        outputs = []
        for x in calls:
            y, state = lstm(x, state)
            outputs.append(y)
        return outputs

    return run, steps * streams


def check(run, path):
    torch.cat(run()).numpy().tofile(path)
    start = time.perf_counter()
    while time.perf_counter() - start < WARM_UP:
        run()


def measure(run, steps):
    run()
    times = []
    start = time.perf_counter()
    while not times or time.perf_counter() - start < SLICE:
        before = time.perf_counter_ns()
        run()
        times.append((time.perf_counter_ns() - before) / steps)
    return times


@torch.no_grad()
def serve(folder):
    torch.set_num_threads(1)
    print("ready own", flush=True)
    passes = {}
    for question in sys.stdin:
        kind, size, mode, *path = question.rstrip("\n").split(" ", 3)
        if kind == "check":
            passes[size, mode] = prepare(folder, size, mode)
            check(passes[size, mode][0], path[0])
            print("ok", flush=True)
        else:
            print(*(f"{ns:.2f}" for ns in measure(*passes[size, mode])), flush=True)


serve(sys.argv[1])
