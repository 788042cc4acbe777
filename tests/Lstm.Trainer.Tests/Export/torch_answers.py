"""Runs each exported module of a folder: NAME.py with NAME.weights on NAME.x; writes NAME.y, and the weights again as NAME.saved.

    python3 torch_answers.py FOLDER
"""
import glob
import importlib.util
import os
import sys

import torch
from torch import nn

for path in sorted(glob.glob(sys.argv[1] + "/*.py")):
    stem = path[:-3]
    spec = importlib.util.spec_from_file_location("exported", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (kind,) = [value for value in vars(module).values() if isinstance(value, type) and issubclass(value, nn.Module)]
    model = kind().eval()
    module.load(model, stem + ".weights")
    with open(stem + ".x") as file:
        rows = [[float(cell) for cell in line.split(",")] for line in file]
    with torch.no_grad():
        x = torch.tensor([rows], dtype=torch.float32)
        sizes = [int(size) for size in open(stem + ".sizes").read().split()] if os.path.exists(stem + ".sizes") else []
        y = model(*x.split(sizes, dim=2)) if sizes else model(x)
        y = torch.cat(y, dim=2)[0] if isinstance(y, tuple) else y[0]
    with open(stem + ".y", "w") as file:
        for row in y.reshape(-1, y.shape[-1]).tolist():
            file.write(",".join(repr(value) for value in row) + "\n")
    module.save(model, stem + ".saved")
