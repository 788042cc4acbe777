#!/usr/bin/env python3
"""Writes vectors.json: small networks, their weights, a sequence and what PyTorch makes of it, in double precision.

    python3 vectors.py > vectors.json

The weights and samples are floats, so that a weight file holds them exactly. What PyTorch has no module for is computed
with its operations (a GRU whose reset gate acts before the product, layer normalisation).
"""
import json
import sys

import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(1997)
torch.set_default_dtype(torch.float64)
cases = []


def draw(*shape, bound=1.0):
    return ((torch.rand(*shape) * 2 - 1) * bound).float().double()


def numbers(tensor, digits):
    return [float(f"%.{digits}g" % value) for value in tensor.detach().reshape(-1).tolist()]


def add(name, layers, tensors, x, y, states=()):
    """states: the hidden states, then the cell states, of each recurrent layer and direction in turn."""
    cases.append({
        "name": name,
        "spec": {"input": x.shape[-1], "layers": layers},
        "tensors": {key: numbers(value, 9) for key, value in tensors.items()},
        "input": [numbers(row, 9) for row in x],
        "output": [numbers(row, 12) for row in y.reshape(-1, y.shape[-1])],
        "states": [numbers(state, 12) for state in states],
    })


def layers_of(module, kind, **options):
    spec = {"type": kind, "hidden": module.hidden_size, **options}
    if not module.bias:
        spec["bias"] = False
    if module.bidirectional:
        spec["direction"] = "bidirectional"
    return [dict(spec) for _ in range(module.num_layers)]


def recurrent(name, module, kind, steps=5, begin=False, **options):
    """A module's own parameters have the names of a weight file; begin: with a state that is not zero."""
    for parameter in module.parameters():
        parameter.data = parameter.data.float().double()
    x = draw(steps, module.input_size)
    tensors = dict(module.state_dict())
    layers = layers_of(module, kind, **options)
    state = None
    if begin:
        count = module.num_layers * (2 if module.bidirectional else 1)
        h = draw(count, getattr(module, "proj_size", 0) or module.hidden_size)
        c = draw(count, module.hidden_size)
        state = (h, c) if kind == "lstm" else h
        for layer in layers:
            layer["initialState"] = True
        for n in range(count):
            suffix = f"_l{n // 2}{'_reverse' if n % 2 else ''}" if module.bidirectional else f"_l{n}"
            tensors["h0" + suffix] = h[n]
            if kind == "lstm":
                tensors["c0" + suffix] = c[n]
    y, end = module(x, state)
    add(name, layers, tensors, x, y, [*end[0], *end[1]] if kind == "lstm" else end)


def recurrent_cases():
    recurrent("LSTM", nn.LSTM(3, 4), "lstm")
    recurrent("LSTM of three layers without bias", nn.LSTM(2, 3, 3, bias=False), "lstm")
    recurrent("LSTM with initial state", nn.LSTM(2, 3, 2), "lstm", begin=True)
    recurrent("bidirectional LSTM", nn.LSTM(3, 4, bidirectional=True), "lstm")
    recurrent("bidirectional LSTM of two layers with initial state", nn.LSTM(2, 3, 2, bidirectional=True), "lstm", begin=True)
    recurrent("projected LSTM", nn.LSTM(3, 5, proj_size=2), "lstm", projection=2)
    recurrent("projected LSTM of two layers with initial state", nn.LSTM(3, 5, 2, proj_size=3), "lstm", begin=True, projection=3)
    recurrent("bidirectional projected LSTM of two layers", nn.LSTM(2, 4, 2, proj_size=2, bidirectional=True), "lstm", begin=True, projection=2)
    recurrent("GRU", nn.GRU(3, 4), "gru")
    recurrent("GRU of two layers with initial state", nn.GRU(2, 3, 2), "gru", begin=True)
    recurrent("bidirectional GRU of two layers without bias", nn.GRU(2, 3, 2, bidirectional=True, bias=False), "gru", begin=True)
    recurrent("RNN with tanh", nn.RNN(3, 4, 2), "rnn")
    recurrent("RNN with relu", nn.RNN(3, 4, nonlinearity="relu"), "rnn", begin=True, activation="relu")
    recurrent("bidirectional RNN of two layers", nn.RNN(2, 3, 2, bidirectional=True), "rnn", begin=True)


def gru_reset_before():
    i, h, steps = 3, 4, 6
    w, r, b, c = draw(3 * h, i), draw(3 * h, h), draw(3 * h), draw(3 * h)
    x, state, outputs = draw(steps, i), torch.zeros(h), []
    for step in x:
        a = w @ step + b + c
        reset, update = torch.sigmoid(a[:h] + r[:h] @ state), torch.sigmoid(a[h:2 * h] + r[h:2 * h] @ state)
        candidate = torch.tanh(a[2 * h:] + r[2 * h:] @ (reset * state))
        state = (1 - update) * candidate + update * state
        outputs.append(state)
    tensors = {"weight_ih_l0": w, "weight_hh_l0": r, "bias_ih_l0": b, "bias_hh_l0": c}
    add("GRU with the reset gate before the product", [{"type": "gru", "hidden": h, "reset": "before"}], tensors, x, torch.stack(outputs), [state])


def lstm_with_options():
    """Peepholes, layer normalisation, clipped sums and cell, projection, all at once; then coupled."""
    i, h, p, steps = 3, 5, 2, 6
    for coupled in (False, True):
        blocks, seeing = ("igo", "io") if coupled else ("ifgo", "ifo")
        n = len(blocks)
        w, r, b, c = draw(n * h, i, bound=2), draw(n * h, p, bound=2), draw(n * h), draw(n * h)
        peephole, norm, project, x = draw(len(seeing), h), 1 + draw(n, h, bound=0.5), draw(p, h), draw(steps, i)
        tensors = {"weight_ih_l0": w, "weight_hh_l0": r, "bias_ih_l0": b, "bias_hh_l0": c, "peephole_l0": peephole, "norm_l0": norm.float().double(), "weight_hr_l0": project}
        norm = tensors["norm_l0"]

        def gate(letter, step, hidden, cell):
            k = blocks.index(letter)
            rows = slice(k * h, (k + 1) * h)
            s = w[rows] @ step + r[rows] @ hidden
            if letter in seeing:
                s = s + peephole[seeing.index(letter)] * cell
            return F.layer_norm(s, (h,), norm[k], (b + c)[rows], eps=1e-8).clamp(-1.5, 1.5)

        hidden, cell, outputs = torch.zeros(p), torch.zeros(h), []
        for step in x:
            learn = torch.sigmoid(gate("i", step, hidden, cell))
            forget = 1 - learn if coupled else torch.sigmoid(gate("f", step, hidden, cell))
            cell = (forget * cell + learn * torch.tanh(gate("g", step, hidden, cell))).clamp(-0.5, 0.5)
            hidden = project @ (torch.sigmoid(gate("o", step, hidden, cell)) * torch.tanh(cell))
            outputs.append(hidden)
        layer = {"type": "lstm", "hidden": h, "peephole": True, "coupled": coupled, "layerNorm": True, "projection": p, "clip": 1.5, "cellClip": 0.5}
        add("coupled LSTM with all options" if coupled else "LSTM with all options", [layer], tensors, x, torch.stack(outputs), [hidden, cell])


def embedding():
    table, x = draw(6, 3), torch.tensor([[4.0], [0], [5], [4]])
    module = nn.RNN(3, 2)
    for parameter in module.parameters():
        parameter.data = parameter.data.float().double()
    y, end = module(F.embedding(x.long().reshape(-1), table))
    add("embedding", [{"type": "embedding", "rows": 6, "size": 3}, {"type": "rnn", "hidden": 2}], {"embedding0.weight": table, **module.state_dict()}, x, y, end)


def conv(kernel, stride, dilation):
    weight, bias, x = draw(3, 2, kernel), draw(3), draw(11, 2)
    y = torch.relu(F.conv1d(F.pad(x.T[None], ((kernel - 1) * dilation, 0)), weight, bias, stride, dilation=dilation))[0].T
    layer = {"type": "conv1d", "filters": 3, "kernel": kernel, "stride": stride, "dilation": dilation, "activation": "relu"}
    add(f"causal convolution, kernel {kernel}, stride {stride}, dilation {dilation}", [layer], {"conv0.weight": weight, "conv0.bias": bias}, x, y)


def frame_conv(mode, channels, kernel, stride, dilation, left, right):
    weight, bias, frames = draw(4, channels, kernel), draw(4), draw(3, channels, 7)
    padded = F.pad(frames, (left, right), mode="reflect" if mode == "reflect" else "constant")
    y = F.conv1d(padded, weight, bias, stride, dilation=dilation)
    complex_ = torch.hypot(y[:, :2], y[:, 2:])
    layers = [
        {"type": "frame-conv1d", "channels": channels, "filters": 4, "kernel": kernel, "stride": stride, "dilation": dilation, "padLeft": left, "padRight": right, "padMode": mode},
        {"type": "magnitude", "channels": 4},
        {"type": "conv1d", "filters": 1, "kernel": 1, "bias": False},
    ]
    last = draw(1, complex_.shape[1] * complex_.shape[2], 1)
    flat = complex_.transpose(1, 2).reshape(3, -1)
    add(f"convolution within a frame, {mode}, kernel {kernel}, stride {stride}, dilation {dilation}", layers, {"conv0.weight": weight, "conv0.bias": bias, "conv1.weight": last}, frames.transpose(1, 2).reshape(3, -1), flat @ last[0])


def activations():
    functions = {
        "tanh": torch.tanh, "relu": F.relu, "sigmoid": torch.sigmoid, "softsign": F.softsign, "softplus": F.softplus, "softmax": lambda x: F.softmax(x, -1),
        ("leakyRelu", 0.25): lambda x: F.leaky_relu(x, 0.25), ("elu", 0.5): lambda x: F.elu(x, 0.5), ("thresholdedRelu", 0.5): lambda x: F.threshold(x, 0.5, 0),
        ("hardSigmoid", 0.125, 0.5): lambda x: F.hardtanh(x * 0.125 + 0.5, 0, 1), ("scaledTanh", 1.5, 0.75): lambda x: 1.5 * torch.tanh(0.75 * x), ("affine", 2, -1): lambda x: 2 * x - 1,
    }
    for key, function in functions.items():
        parts = key if isinstance(key, tuple) else (key,)
        activation = parts[0] if len(parts) == 1 else dict(zip(("type", "alpha", "beta"), parts))
        weight, x = draw(5, 3, 1, bound=6), draw(4, 3)
        layers = [{"type": "conv1d", "filters": 5, "kernel": 1, "bias": False}, {"type": "activation", "activation": activation}]
        add(f"activation {parts[0]}", layers, {"conv0.weight": weight}, x, function(x @ weight[:, :, 0].T))


def residual_and_pools():
    module = nn.GRU(3, 3, bidirectional=True)
    for parameter in module.parameters():
        parameter.data = parameter.data.float().double()
    x, scale, offset, weight, bias = draw(5, 3), draw(3), draw(3), draw(6, 6), draw(6)
    seen, end = module((x - offset) * scale + x)
    dense = torch.tanh(seen @ weight.T + bias) + seen
    layers = [
        {"type": "scale", "tensor": "s", "offset": "o"}, {"type": "residual", "from": "input"}, {"type": "gru", "hidden": 3, "direction": "bidirectional"},
        {"type": "dense", "size": 6, "activation": "tanh"}, {"type": "residual", "from": 2},
    ]
    tensors = {"s": scale, "o": offset, **module.state_dict(), "dense0.weight": weight, "dense0.bias": bias}
    add("residual connections", layers, tensors, x, dense, end)
    add("pool of the last step", [*layers, {"type": "pool", "kind": "last"}], tensors, x, dense[-1:], end)
    add("pool of the mean", [*layers, {"type": "pool", "kind": "mean"}], tensors, x, dense.mean(0, keepdim=True), end)
    for key in ("dense0.weight", "dense0.bias"):
        del tensors[key]
    add("pool of the final states", [*layers[:3], {"type": "pool", "kind": "final"}], tensors, x, end.reshape(1, -1), end)


def memory_cells():
    """The lectures' cell, each gate a linear layer of [STM, E]."""
    i, h, steps = 3, 4, 6
    learn, forget, event, view = (nn.Linear(h + i, h) for _ in range(4))
    use = nn.Linear(h, h)
    for module in (learn, forget, event, view, use):
        for parameter in module.parameters():
            parameter.data = (2 * parameter.data).float().double()
    stm, ltm, x = draw(h), draw(h), draw(steps, i)
    gates = (learn, forget, event, view)
    tensors = {
        "weight_ih_l0": torch.cat([gate.weight[:, h:] for gate in gates]), "weight_hh_l0": torch.cat([gate.weight[:, :h] for gate in gates]),
        "bias_ih_l0": torch.cat([gate.bias for gate in gates]), "bias_hh_l0": torch.zeros(4 * h),
        "weight_use_l0": use.weight, "bias_use_l0": use.bias, "h0_l0": stm, "c0_l0": ltm,
    }
    outputs = []
    for step in x:
        both = torch.cat([stm, step])
        kept = ltm * torch.sigmoid(forget(both))
        ltm = kept + torch.tanh(event(both)) * torch.sigmoid(learn(both))
        stm = torch.tanh(use(kept)) * torch.sigmoid(view(both))
        outputs.append(stm)
    add("LTM/STM cells", [{"type": "ltm-stm", "hidden": h, "initialState": True}], tensors, x, torch.stack(outputs), [stm, ltm])


def other_way():
    """From the last step to the first: in the order of the sequence, or in that of the work."""
    module = nn.LSTM(2, 3)
    for parameter in module.parameters():
        parameter.data = parameter.data.float().double()
    x = draw(5, 2)
    y, end = module(x.flip(0))
    for direction, result in (("reverse", y.flip(0)), ("backwards", y)):
        add(f"LSTM, {direction}", [{"type": "lstm", "hidden": 3, "direction": direction}], module.state_dict(), x, result, [*end[0], *end[1]])
        final = [{"type": "lstm", "hidden": 3, "direction": direction}, {"type": "pool", "kind": "final"}]
        add(f"LSTM, {direction}, final state", final, module.state_dict(), x, end[0], [*end[0], *end[1]])


def layer_norm():
    """Of the sample, between the layers and of the result; without a bias, with another eps, and of values that are nearly equal."""
    i, h, steps = 3, 5, 6
    module, dense = nn.GRU(i, h), nn.Linear(h, 4)
    for parameter in [*module.parameters(), *dense.parameters()]:
        parameter.data = parameter.data.float().double()
    for name, scale, eps in (("", 1.0, 1e-5), (" of values that are nearly equal", 0.001, 0.0078125)):
        x = (1 + scale * draw(steps, i)).float().double()
        weights, biases = [1 + draw(n) / 2 for n in (i, h, 4)], [draw(n) for n in (i, h, 4)]
        weights = [weight.float().double() for weight in weights]
        eps = float(torch.tensor(eps, dtype=torch.float32))
        hidden, end = module(F.layer_norm(x, (i,), weights[0], biases[0], eps))
        y = F.layer_norm(dense(F.layer_norm(hidden, (h,), weights[1], None, eps)), (4,), weights[2], biases[2], eps)
        layers = [{"type": "layer-norm", "epsilon": eps}, {"type": "gru", "hidden": h}, {"type": "layer-norm", "epsilon": eps, "bias": False}, {"type": "dense", "size": 4}, {"type": "layer-norm", "epsilon": eps}]
        tensors = {**module.state_dict(), "dense0.weight": dense.weight, "dense0.bias": dense.bias, **{f"norm{k}.weight": weight for k, weight in enumerate(weights)}, "norm0.bias": biases[0], "norm2.bias": biases[2]}
        add("layer normalisation of time steps" + name, layers, tensors, x, y, end)


recurrent_cases()
gru_reset_before()
lstm_with_options()
embedding()
for kernel, stride, dilation in ((1, 1, 1), (3, 1, 1), (3, 2, 1), (2, 3, 1), (3, 1, 4), (4, 2, 3)):
    conv(kernel, stride, dilation)
frame_conv("zero", 2, 3, 1, 1, 1, 1)
frame_conv("zero", 1, 2, 3, 2, 0, 2)
frame_conv("reflect", 2, 3, 2, 1, 2, 1)
frame_conv("reflect", 3, 2, 1, 3, 3, 2)
activations()
residual_and_pools()
memory_cells()
other_way()
layer_norm()
print(f"{len(cases)} cases, PyTorch {torch.__version__}", file=sys.stderr)
print("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]")
