"""The network MODEL in PyTorch; written by `lstm export --pytorch`.

    model = CLASS()
    load(model, "weights.safetensors")     # what `lstm export --safetensors` wrote
    ...                                    # train it
    save(model, "trained.safetensors")     # `lstm import trained.safetensors --spec MODEL.lstm.json` takes it back
"""
import json
import struct

import torch
from torch import nn


class CLASS(nn.Module):
    def __init__(self):
        super().__init__()
        CONSTRUCTION

    def forward(self, $PARAMETERS):
        """$SIGNATURE"""
        $BEGIN
        COMPUTATION
        return $RESULT


def load(model, path):
    """Reads weights from a safetensors file."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    header.pop("__metadata__", None)
    state = {}
    for name, tensor in header.items():
        begin, end = tensor["data_offsets"]
        state[name] = torch.frombuffer(data[begin:end], dtype=torch.float32).reshape(tensor["shape"]).clone()
    model.load_state_dict(state)


def save(model, path):
    """Writes the weights as a safetensors file."""
    header, parts, offset = {}, [], 0
    for name, tensor in model.state_dict().items():
        part = tensor.detach().float().cpu().contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(part)]}
        parts.append(part)
        offset += len(part)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))
