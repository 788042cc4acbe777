"""Measures a step of PyTorch's optimiser for `train`, one thread: pytorch_train.py I H T B

nn.LSTM and nn.Linear on the last hidden state, mean squared error, Adam. Answers every line of standard input with the
milliseconds of some steps.
"""
import sys
import time

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


for _ in range(3):
    step()
print("ready own", flush=True)
for _ in sys.stdin:
    times = []
    start = time.perf_counter()
    while not times or time.perf_counter() - start < SLICE:
        before = time.perf_counter()
        step()
        times.append(1000 * (time.perf_counter() - before))
    print(*(f"{ms:.4f}" for ms in times), flush=True)
