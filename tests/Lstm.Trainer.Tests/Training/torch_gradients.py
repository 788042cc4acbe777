"""The loss and its gradients as PyTorch has them, in double precision.

    python3 torch_gradients.py NETWORK.json

reads the tensors of a network by their names, inputs and targets; writes the mean of the squared errors and the gradient of each tensor.
The network is LayerNorm, a one-layer LSTM or GRU that begins with a state of its own, LayerNorm, Linear.
"""
import json
import sys

import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def main(path):
    with open(path) as file:
        given = json.load(file)
    tensors = {name: torch.tensor(tensor["values"], dtype=torch.float64).reshape(tensor["shape"]).requires_grad_() for name, tensor in given["tensors"].items()}
    x, y = torch.tensor(given["inputs"]), torch.tensor(given["targets"])
    kind = getattr(nn, given["cell"])
    cell = kind(x.shape[1], tensors["weight_hh_l0"].shape[1])
    cell.load_state_dict({name: tensors[name] for name, _ in cell.named_parameters()})
    tensors.update(cell.named_parameters())
    begin = tensors["h0_l0"].unsqueeze(0)
    state = (begin, tensors["c0_l0"].unsqueeze(0)) if kind is nn.LSTM else begin
    normed = nn.functional.layer_norm(x, x.shape[1:], tensors["norm0.weight"], tensors["norm0.bias"], given["epsilons"][0])
    hidden, _ = cell(normed, state)
    normed = nn.functional.layer_norm(hidden, hidden.shape[1:], tensors["norm1.weight"], None, given["epsilons"][1])
    loss = (normed @ tensors["dense0.weight"].T + tensors["dense0.bias"] - y).square().mean()
    loss.backward()
    print(json.dumps({"loss": loss.item(), "gradients": {name: tensor.grad.reshape(-1).tolist() for name, tensor in tensors.items()}}))


main(sys.argv[1])
