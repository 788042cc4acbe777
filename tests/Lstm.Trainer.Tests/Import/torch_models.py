"""Writes models with PyTorch's own ONNX exporter, inputs for them, and what PyTorch answers: NAME.onnx, NAME.x.csv, NAME.y.csv.

    python3 torch_models.py FOLDER
"""
import sys
import warnings

import torch
from torch import nn

warnings.filterwarnings("ignore")


class Net(nn.Module):
    """A recurrent module, then a head; `take` says which part of its output is passed on."""

    def __init__(self, recurrent, head=None, take="all", batch_first=True, before=None, skip=0):
        super().__init__()
        self.before, self.recurrent, self.head = before, recurrent, head
        self.take, self.batch_first, self.skip = take, batch_first, skip

    def forward(self, x):
        y = x if self.before is None else self.before(x)
        y, state = self.recurrent(y)
        h = state[0] if isinstance(state, tuple) else state
        if self.take == "last":
            y = y[:, -1] if self.batch_first else y[-1]
        elif self.take == "final":
            y = h[-1]
        elif self.take == "both":
            y = torch.cat([h[-2], h[-1]], dim=1)
        elif self.take == "mean":
            y = y.mean(dim=1 if self.batch_first else 0)
        if self.head is not None:
            y = self.head(y)
        return y + x[:, :, :self.skip] if self.skip else y


class Causal(nn.Module):
    """A causal convolution as it is usually written: padded on both sides, then cut."""

    def __init__(self, inputs, filters, kernel, dilation=1, cut=True):
        super().__init__()
        self.pad = (kernel - 1) * dilation
        self.cut = cut
        self.conv = nn.Conv1d(inputs, filters, kernel, dilation=dilation, padding=self.pad if cut else 0)

    def forward(self, x):
        x = x.transpose(1, 2)
        if self.cut:
            x = self.conv(x)[:, :, :-self.pad]
        else:
            x = self.conv(nn.functional.pad(x, (self.pad, 0)))
        return torch.relu(x).transpose(1, 2)


class Standardised(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.register_buffer("mean", torch.randn(size))
        self.register_buffer("deviation", torch.rand(size) + 0.5)

    def forward(self, x):
        return (x - self.mean) / self.deviation


class Scaled(nn.Module):
    def forward(self, x):
        return x * 2.5


class Branching(nn.Module):
    """Two inputs and two outputs: a mask is multiplied with what it was made from, and a second head takes the same memory."""

    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = nn.Linear(3, 6), nn.Linear(6, 3, bias=False)
        self.recurrent = nn.GRU(6 + 2, 5, batch_first=True)
        self.mask, self.voice = nn.Linear(5, 6), nn.Linear(5, 1)

    def forward(self, sound, knobs):
        encoded = torch.tanh(self.encoder(sound))
        y, _ = self.recurrent(torch.cat([encoded, knobs], dim=2))
        masked = torch.sigmoid(self.mask(y)) * encoded
        return self.decoder(masked) + sound, torch.sigmoid(self.voice(y))


def models():
    lstm = lambda i, h, **o: nn.LSTM(i, h, batch_first=True, **o)
    yield "lstm", Net(lstm(3, 5), nn.Linear(5, 2))
    yield "lstm_plain", Net(lstm(1, 4))
    yield "lstm_time_first", Net(nn.LSTM(3, 5), nn.Linear(5, 2), batch_first=False)
    yield "lstm_stacked", Net(lstm(3, 5, num_layers=3), nn.Linear(5, 1))
    yield "lstm_no_bias", Net(lstm(3, 5, num_layers=2, bias=False), nn.Linear(5, 2, bias=False))
    yield "lstm_bidirectional", Net(lstm(3, 4, num_layers=2, bidirectional=True), nn.Linear(8, 2))
    yield "lstm_last", Net(lstm(3, 5), nn.Sequential(nn.Linear(5, 4), nn.ReLU(), nn.Linear(4, 3), nn.Softmax(dim=-1)), take="last")
    yield "lstm_final", Net(lstm(3, 5, num_layers=2), nn.Linear(5, 2), take="final")
    yield "lstm_final_both", Net(lstm(3, 4, num_layers=2, bidirectional=True), nn.Linear(8, 2), take="both")
    yield "lstm_mean", Net(lstm(3, 5), nn.Sequential(nn.Linear(5, 2), nn.Sigmoid()), take="mean")
    yield "gru", Net(nn.GRU(3, 5, batch_first=True), nn.Sequential(nn.Linear(5, 6), nn.LeakyReLU(0.2), nn.Linear(6, 2), nn.Tanh()))
    yield "gru_bidirectional", Net(nn.GRU(2, 3, num_layers=2, bidirectional=True), nn.Linear(6, 1), batch_first=False)
    yield "gru_no_bias", Net(nn.GRU(2, 3, bias=False, batch_first=True), nn.Linear(3, 1))
    yield "rnn_tanh", Net(nn.RNN(3, 5, batch_first=True), nn.Linear(5, 2))
    yield "rnn_relu", Net(nn.RNN(3, 5, nonlinearity="relu", num_layers=2, batch_first=True), nn.Sequential(nn.Dropout(0.3), nn.Linear(5, 2), nn.ELU(0.7)))
    yield "residual", Net(lstm(3, 5), nn.Linear(5, 3), skip=3)
    yield "residual_first", Net(lstm(3, 5), nn.Linear(5, 1), skip=1)
    yield "conv", Net(lstm(4, 5), nn.Linear(5, 2), before=Causal(3, 4, 3, dilation=2))
    yield "conv_padded", Net(lstm(4, 5), nn.Linear(5, 2), before=Causal(3, 4, 4, cut=False))
    yield "standardised", Net(lstm(3, 5), nn.Sequential(nn.Linear(5, 2), nn.Softplus(), Scaled()), before=Standardised(3))
    yield "embedding", Net(lstm(4, 5), nn.Sequential(nn.Linear(5, 7), nn.Softmax(dim=-1)), before=nn.Embedding(7, 4))
    yield "dense_first", Net(lstm(6, 5), nn.Linear(5, 2), before=nn.Sequential(nn.Linear(3, 6), nn.Hardsigmoid(), nn.Linear(6, 6), nn.Softsign()))
    normed = lambda **o: Net(lstm(3, 5), nn.Sequential(nn.LayerNorm(5, eps=0.01), nn.Linear(5, 4), nn.Tanh(), nn.LayerNorm(4, **o), nn.Linear(4, 2)), before=nn.LayerNorm(3))
    yield "normed_written_out", normed(elementwise_affine=False)
    yield "normed_operator", normed()  # without factors PyTorch 1.13 writes an operator that its own check refuses


def write_csv(path, rows):
    with open(path, "w") as file:
        for row in rows.reshape(-1, rows.shape[-1]).tolist():
            file.write(",".join(repr(value) for value in row) + "\n")


def main(folder):
    torch.manual_seed(1)
    steps = 9
    for index, (name, model) in enumerate(models()):
        torch.manual_seed(index)
        for parameter in model.parameters():
            nn.init.uniform_(parameter, -0.7, 0.7)
        model.eval()
        time_first = not model.batch_first
        size = 3
        for module in model.modules():
            if isinstance(module, (nn.RNNBase, nn.Linear, nn.Conv1d, nn.Embedding)):
                break
        first = model.before if model.before is not None else model.recurrent
        if isinstance(first, nn.Embedding):
            x = torch.randint(0, 7, (1, steps))
        else:
            size = first.input_size if isinstance(first, nn.RNNBase) else 3
            x = torch.randn((steps, 1, size) if time_first else (1, steps, size))
        batch, time = (1, 0) if time_first else (0, 1)
        open_axes = {"x": {batch: "batch", time: "time"}} if index % 2 == 0 else {"x": {time: "time"}}
        torch.onnx.export(model, x, f"{folder}/{name}.onnx", input_names=["x"], output_names=["y"], dynamic_axes=open_axes, opset_version=17 if name == "normed_operator" else 11 + index % 6)  # the operator LayerNormalization came with 17
        with torch.no_grad():
            y = model(x)
        write_csv(f"{folder}/{name}.x.csv", x.reshape(steps, -1).float() if x.dtype != torch.float32 else x)
        write_csv(f"{folder}/{name}.y.csv", y)
        print(name)
    write_branching(folder, steps)
    write_heads(folder, steps)


class Heads(torch.nn.Module):
    """One answer at the end, of two heads."""

    def __init__(self):
        super().__init__()
        self.rnn, self.level, self.hidden, self.kind = torch.nn.LSTM(3, 5, batch_first=True), torch.nn.Linear(5, 1), torch.nn.Linear(5, 4), torch.nn.Linear(4, 3)

    def forward(self, x):
        last = self.rnn(x)[0][:, -1]
        return self.level(last), torch.softmax(self.kind(torch.tanh(self.hidden(last))), dim=1)


def write_heads(folder, steps):
    torch.manual_seed(98)
    model, x = Heads().eval(), torch.randn(1, steps, 3)
    torch.onnx.export(model, x, f"{folder}/heads.onnx", input_names=["x"], output_names=["level", "kind"], opset_version=14)
    with torch.no_grad():
        level, kind = model(x)
    write_csv(f"{folder}/heads.x.csv", x)
    write_csv(f"{folder}/heads.y.csv", torch.cat([level, kind], dim=1)[None])


def write_branching(folder, steps):
    torch.manual_seed(99)
    model = Branching().eval()
    sound, knobs = torch.randn(1, steps, 3), torch.randn(1, steps, 2)
    time = {1: "time"}
    torch.onnx.export(model, (sound, knobs), f"{folder}/branching.onnx", input_names=["sound", "knobs"], output_names=["clean/sound:0", "voice"], dynamic_axes={"sound": time, "knobs": time}, opset_version=14)
    with torch.no_grad():
        clean, voice = model(sound, knobs)
    write_csv(f"{folder}/branching.x.csv", torch.cat([sound, knobs], dim=2))
    write_csv(f"{folder}/branching.y.csv", torch.cat([clean, voice], dim=2))


if __name__ == "__main__":
    main(sys.argv[1])
