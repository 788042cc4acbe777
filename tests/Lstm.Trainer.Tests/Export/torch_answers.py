"""Runs each exported module of a folder: NAME.py with NAME.weights on NAME.x; writes NAME.y, and the weights again as NAME.saved.
NAME.inputs has the sizes of a network's inputs where it has several, or outputs.

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
    x = torch.tensor([rows], dtype=torch.float32)
    with torch.no_grad():
        if os.path.exists(stem + ".inputs"):
            with open(stem + ".inputs") as file:
                y = model(*x.split([int(size) for size in file.read().split()], dim=-1))
            y = torch.cat(y if isinstance(y, tuple) else [y], dim=-1)[0]
        else:
            y = model(x)[0]
    with open(stem + ".y", "w") as file:
        for row in y.reshape(-1, y.shape[-1]).tolist():
            file.write(",".join(repr(value) for value in row) + "\n")
    module.save(model, stem + ".saved")
