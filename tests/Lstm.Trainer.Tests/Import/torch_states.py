"""Writes state_dicts as torch.save does, inputs, and what the networks answer.

    python3 torch_states.py FOLDER
"""
import sys
from collections import OrderedDict

import numpy
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils import weight_norm


class Net(nn.Module):
    def __init__(self, recurrent, size, outputs=2):
        super().__init__()
        self.rnn = recurrent
        self.fc = nn.Linear(size, outputs)

    def forward(self, x):
        return self.fc(self.rnn(x)[0])


class Deep(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.rnn, self.fc2 = nn.Linear(3, 4), nn.LSTM(4, 5, batch_first=True), nn.Linear(5, 2)

    def forward(self, x):
        return self.fc2(self.rnn(torch.relu(self.fc1(x)))[0])


class Tokens(nn.Module):
    def __init__(self):
        super().__init__()
        self.table, self.rnn, self.fc = nn.Embedding(7, 4), nn.GRU(4, 5, batch_first=True), nn.Linear(5, 2)

    def forward(self, x):
        return self.fc(self.rnn(self.table(x))[0])


class Normed(nn.Module):
    """What stands between its modules shows nowhere in its state_dict."""

    def __init__(self):
        super().__init__()
        self.rnn, self.fc, self.norm = nn.LSTM(3, 5, batch_first=True), nn.Linear(5, 2), nn.BatchNorm1d(5)
        self.norm.running_mean.uniform_(-0.5, 0.5)
        self.norm.running_var.uniform_(0.5, 2)

    def forward(self, x):
        return self.fc(torch.relu(self.norm(self.rnn(x)[0].transpose(1, 2)).transpose(1, 2)))


class LayerNormed(nn.Module):
    def __init__(self, eps=1e-5):
        super().__init__()
        self.first, self.rnn, self.norm, self.fc = nn.LayerNorm(3), nn.GRU(3, 5, batch_first=True), nn.LayerNorm(5, eps=eps), nn.Linear(5, 2)
        for norm in (self.first, self.norm):
            nn.init.uniform_(norm.weight, 0.5, 1.5)
            nn.init.uniform_(norm.bias, -0.5, 0.5)

    def forward(self, x):
        return self.fc(torch.relu(self.norm(self.rnn(self.first(x))[0])))


class Repeated(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = nn.LSTM(3, 4, batch_first=True), nn.LSTM(4, 2, batch_first=True)

    def forward(self, x):
        return self.decoder(self.encoder(x)[0][:, -1:].repeat(1, x.shape[1], 1))[0]


class Active(Net):
    """A module without tensors is in the state_dict's _metadata."""

    def __init__(self):
        super().__init__(nn.LSTM(3, 5, batch_first=True), 5)
        self.activation = nn.Sigmoid()

    def forward(self, x):
        return self.activation(self.fc(self.rnn(x)[0]))


class Called(Net):
    def forward(self, x):
        return torch.relu(self.fc(self.rnn(x)[0]))


class Before(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc, self.rnn = nn.Linear(3, 4), nn.LSTM(4, 2, batch_first=True)

    def forward(self, x):
        return self.rnn(torch.tanh(self.fc(x)))[0]


class Begun(Net):
    """States to begin with are parameters, as one writes them: [layers, 1, units], or of one layer [1, units]."""

    def __init__(self):
        super().__init__(nn.LSTM(3, 5, num_layers=2, batch_first=True), 5)
        self.h0, self.c0 = nn.Parameter(torch.randn(2, 1, 5)), nn.Parameter(torch.randn(2, 1, 5))

    def forward(self, x):
        return self.fc(self.rnn(x, (self.h0, self.c0))[0])


class BegunGru(Net):
    def __init__(self):
        super().__init__(nn.GRU(3, 5, bidirectional=True, batch_first=True), 10)
        self.initial_state = nn.Parameter(torch.randn(2, 1, 5))

    def forward(self, x):
        return self.fc(self.rnn(x, self.initial_state)[0])


class Head(nn.Module):
    """The last time step, functions between, dropout."""

    def __init__(self):
        super().__init__()
        self.rnn, self.drop, self.fc1, self.fc2 = nn.LSTM(3, 5, 2, batch_first=True), nn.Dropout(0.1), nn.Linear(5, 4), nn.Linear(4, 2)

    def forward(self, x):
        out, _ = self.rnn(x)
        return torch.sigmoid(self.fc2(functional.relu(self.fc1(self.drop(out[:, -1, :])))))


class Nested(nn.Module):
    """A dense layer first, a Sequential behind, and a module of one's own around."""

    def __init__(self):
        super().__init__()
        self.inner = Front()
        self.head = nn.Sequential(nn.Linear(5, 4), nn.ReLU(), nn.Dropout(0.2), nn.Linear(4, 2))

    def forward(self, x):
        return torch.tanh(self.head(self.inner(x)))


class Front(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc, self.act, self.rnn = nn.Linear(3, 4), nn.Tanh(), nn.GRU(4, 5, batch_first=True)

    def forward(self, x):
        y, h = self.rnn(self.act(self.fc(x)))
        return y


class Final(nn.Module):
    """States that are given as zeros, and the one that the layer ends with."""

    def __init__(self):
        super().__init__()
        self.rnn, self.fc = nn.LSTM(3, 5, batch_first=True), nn.Linear(5, 2)

    def forward(self, x):
        start = torch.zeros(1, x.size(0), 5)
        y, (h, c) = self.rnn(x, (start, start))
        return self.fc(h[-1])


class Viewed(nn.Module):
    """The final state, by a view of it."""

    def __init__(self):
        super().__init__()
        self.rnn, self.fc = nn.LSTM(3, 5, batch_first=True), nn.Linear(5, 2)

    def forward(self, x):
        _, state = self.rnn(x)
        return self.fc(state[0].view(-1, 5))


class Causal(nn.Module):
    """Axes that change places, zeros before the beginning, slopes and limits of functions, a recurrent layer that has time first."""

    def __init__(self):
        super().__init__()
        self.conv, self.act, self.rnn, self.fc = nn.Conv1d(3, 4, 3, dilation=2), nn.LeakyReLU(0.3), nn.LSTM(4, 5), nn.Linear(5, 2)

    def forward(self, x):
        y = functional.leaky_relu(self.conv(functional.pad(x.transpose(1, 2), (4, 0))), 0.2)
        out, _ = self.rnn(y.permute(2, 0, 1))
        return functional.hardsigmoid(self.fc(self.act(out))).transpose(0, 1)


class Cut(nn.Module):
    """A convolution with zeros on both sides, of which those behind are cut off."""

    def __init__(self):
        super().__init__()
        self.conv, self.rnn, self.fc = nn.Conv1d(3, 4, 3, padding=2), nn.GRU(4, 5, batch_first=True), nn.Linear(5, 2)

    def forward(self, x):
        y = self.conv(x.transpose(1, 2))[:, :, :-2]
        return self.fc(self.rnn(torch.relu(y).transpose(1, 2))[0])


class Ends(nn.Module):
    """The states that both directions of the last layer end with, beside each other."""

    def __init__(self):
        super().__init__()
        self.rnn, self.fc = nn.GRU(3, 5, 2, bidirectional=True, batch_first=True), nn.Linear(10, 2)

    def forward(self, x):
        _, h = self.rnn(x)
        return self.fc(torch.cat((h[-2], h[-1]), dim=1))


class Learnt(nn.Module):
    """States to begin with that were learnt, spread over the batch."""

    def __init__(self):
        super().__init__()
        self.rnn, self.fc = nn.LSTM(3, 5, batch_first=True), nn.Linear(5, 2)
        self.h0, self.c0 = nn.Parameter(torch.randn(1, 1, 5)), nn.Parameter(torch.randn(1, 1, 5))

    def forward(self, x):
        out, (h, c) = self.rnn(x, (self.h0.expand(-1, x.size(0), -1).contiguous(), self.c0.expand(-1, x.size(0), -1).contiguous()))
        return self.fc(torch.relu(h.view(-1, 5)))


class Wrong(nn.Module):
    """Two states of one direction, or in the other order, are not what a layer ends with."""

    def __init__(self):
        super().__init__()
        self.rnn, self.fc = nn.GRU(3, 5, bidirectional=True, batch_first=True), nn.Linear(10, 2)

    def forward(self, x):
        _, h = self.rnn(x)
        return self.fc(torch.cat((h[-1], h[-2]), dim=1))


class Twice(nn.Module):
    """One layer, used twice."""

    def __init__(self):
        super().__init__()
        self.rnn, self.fc = nn.LSTM(3, 3, batch_first=True), nn.Linear(3, 2)

    def forward(self, x):
        return self.fc(self.rnn(self.rnn(x)[0])[0])


class Added(Head):
    """What flows past a layer is not a chain."""

    def forward(self, x):
        out, _ = self.rnn(x)
        return self.fc2(self.fc1(out) + self.fc1(out))


def save_scripts(folder, name, model, x):
    model.eval()
    with torch.no_grad():
        y = model(x)
    torch.jit.script(model).save(f"{folder}/{name}_scripted.pt")
    torch.jit.trace(model, x).save(f"{folder}/{name}_traced.pt")
    for part, rows in (("x", x[0]), ("y", y.reshape(-1, y.shape[-1]))):
        with open(f"{folder}/{name}.{part}.csv", "w") as file:
            file.writelines(",".join(repr(value) for value in row) + "\n" for row in rows.tolist())


def save(folder, name, model, x, wrap=lambda state: state, old=False):
    torch.save(wrap(model.state_dict()), f"{folder}/{name}.pt", _use_new_zipfile_serialization=not old)
    with torch.no_grad():
        y = model(x)[0]
    for part, rows in (("x", x[0].reshape(x.shape[1], -1).float()), ("y", y)):
        with open(f"{folder}/{name}.{part}.csv", "w") as file:
            file.writelines(",".join(repr(value) for value in row) + "\n" for row in rows.tolist())


def main(folder):
    torch.manual_seed(3)
    x = torch.randn(1, 9, 3)
    save(folder, "lstm", Net(nn.LSTM(3, 5, num_layers=2, batch_first=True), 5), x)
    save(folder, "gru", Net(nn.GRU(3, 5, bidirectional=True, batch_first=True), 10), x)
    save(folder, "projection", Net(nn.LSTM(3, 5, proj_size=2, batch_first=True), 2), x)
    save(folder, "rnn", Net(nn.RNN(3, 5, batch_first=True), 5), x)
    save(folder, "deep", Deep(), x)
    save(folder, "layernormed", LayerNormed(), x)
    save(folder, "layernormed_eps", LayerNormed(0.1), x)
    save(folder, "begun", Begun(), x)
    save(folder, "begun_gru", BegunGru(), x)
    save(folder, "tokens", Tokens(), torch.randint(0, 7, (1, 9)))
    save(folder, "checkpoint", Net(nn.LSTM(3, 5, batch_first=True), 5), x, lambda state: {"epoch": 3, "model_state_dict": state, "optimizer_state_dict": {"state": {}, "lr": 1e-3}})
    save(folder, "beside", Net(nn.LSTM(3, 5, batch_first=True), 5), x, lambda state: {"model_state_dict": state, "loss": torch.tensor(0.5), "mean": numpy.zeros(2), "best": numpy.float64(3), "folder": __import__("pathlib").PurePosixPath("runs"), "optimizer_state_dict": {"state": {0: {"exp_avg": torch.zeros(2)}}}})
    save(folder, "among", Net(nn.LSTM(3, 5, batch_first=True), 5), x, lambda state: {**state, "epoch": 3, "threshold": numpy.float32(0.5)})
    save(folder, "two", Net(nn.LSTM(3, 5, batch_first=True), 5), x, lambda state: {"generator": state, "discriminator": Net(nn.GRU(2, 3), 3).state_dict()})
    save(folder, "normed", Normed().eval(), x)
    save(folder, "repeated", Repeated(), x)
    save(folder, "active", Active(), x)
    save(folder, "before", Before(), x)
    save(folder, "gap", Net(nn.LSTM(3, 5, batch_first=True), 5), x, lambda state: {key.replace("fc.", "head.1."): value for key, value in state.items()})
    normed = Net(weight_norm(nn.LSTM(3, 5, batch_first=True), "weight_hh_l0"), 5)
    normed.fc = weight_norm(normed.fc, dim=None)
    save(folder, "weightnorm", normed, x)
    rows = Net(nn.LSTM(3, 5, batch_first=True), 5)
    rows.fc = weight_norm(rows.fc)
    save(folder, "weightnorm2", rows, x, lambda state: {key.replace("fc.weight_g", "fc.parametrizations.weight.original0").replace("fc.weight_v", "fc.parametrizations.weight.original1"): value for key, value in state.items()})
    spectral = Net(nn.LSTM(3, 5, batch_first=True), 5)
    spectral.fc = nn.utils.spectral_norm(spectral.fc)
    torch.save(spectral.state_dict(), f"{folder}/spectral.pt")
    torch.jit.script(Called(nn.LSTM(3, 5, batch_first=True), 5)).save(f"{folder}/called.pt")
    torch.jit.script(Active()).save(f"{folder}/active_scripted.pt")
    for name, model in (("head", Head()), ("nested", Nested()), ("final", Final()), ("viewed", Viewed()), ("causal", Causal()), ("cut", Cut()), ("ends", Ends()), ("learnt", Learnt())):
        save_scripts(folder, name, model, x)
    for name, model in (("wrong", Wrong()), ("twice", Twice())):
        save_scripts(folder, name, model, x)
    torch.jit.script(Added()).save(f"{folder}/added.pt")
    double = Net(nn.LSTM(3, 5, batch_first=True), 5).double()
    torch.save(OrderedDict((k, v) for k, v in double.state_dict().items()), f"{folder}/double.pt")
    # Views: one storage, other offsets and strides.
    whole = torch.randn(20, 8)
    torch.save({"lstm.weight_ih_l0": whole[:, :3], "lstm.weight_hh_l0": whole[:, 3:8].clone(), "lstm.bias_ih_l0": whole[:, 5], "lstm.bias_hh_l0": whole[:, 7]}, f"{folder}/views.pt")
    torch.save(torch.load(f"{folder}/views.pt"), f"{folder}/views2.pt")
    with open(f"{folder}/views.csv", "w") as file:
        file.writelines(",".join(repr(value) for value in row) + "\n" for row in whole.tolist())
    torch.save(Net(nn.LSTM(3, 5, batch_first=True), 5), f"{folder}/module.pt")
    torch.jit.script(Net(nn.LSTM(3, 5, batch_first=True), 5)).save(f"{folder}/scripted.pt")
    # As before PyTorch 1.6.
    save(folder, "old", Net(nn.LSTM(3, 5, batch_first=True), 5), x, old=True)
    save(folder, "old_checkpoint", Net(nn.GRU(3, 5, bidirectional=True, batch_first=True), 10), x, lambda state: {"epoch": 3, "state_dict": OrderedDict((key, value.double() if key == "fc.bias" else value) for key, value in state.items()), "best": numpy.float64(3)}, old=True)
    torch.save(Net(nn.LSTM(3, 5, batch_first=True), 5), f"{folder}/old_module.pt", _use_new_zipfile_serialization=False)
    # What training loops wrap around a network, and averages beside it.
    save(folder, "wrapped", Net(nn.LSTM(3, 5, batch_first=True), 5), x, lambda state: {"_orig_mod.module.model." + key: value for key, value in state.items()})
    net = Net(nn.LSTM(3, 5, batch_first=True), 5)
    save(folder, "averaged", net, x, lambda _: torch.optim.swa_utils.AveragedModel(net).state_dict())
    named = {key.replace("rnn.", "lstm."): value for key, value in net.state_dict().items()}
    doubled = {key: 2 * value for key, value in named.items()}
    torch.save({**{"model." + key: value for key, value in named.items()}, **{"ema_model." + key: value for key, value in doubled.items()}}, f"{folder}/ema.pt")
    torch.save({"state_dict": named, "callbacks": {"EMA": {"ema_weights": doubled}}}, f"{folder}/lightning.pt")


if __name__ == "__main__":
    main(sys.argv[1])
