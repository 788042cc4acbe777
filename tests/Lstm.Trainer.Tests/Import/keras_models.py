"""Writes .keras and .h5 files as Keras 3 and Keras 2 lay them out, with what their layers answer by the formulas of Keras's documentation.

    python3 keras_models.py FOLDER

Keras itself is not needed: the files are written with h5py, the answers are computed with numpy.
"""
import io
import json
import sys
import zipfile

import h5py
import numpy as np

rng = np.random.default_rng(5)
sigmoid = lambda v: 1 / (1 + np.exp(-v))
ACTIVATIONS = {
    "linear": lambda v: v,
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "relu": lambda v: np.maximum(v, 0),
    "hard_sigmoid": lambda v: np.clip(v / 6 + 0.5, 0, 1),
    "softmax": lambda v: np.exp(v - v.max(-1, keepdims=True)) / np.exp(v - v.max(-1, keepdims=True)).sum(-1, keepdims=True),
}
draw = lambda *shape: rng.uniform(-0.7, 0.7, shape).astype(np.float32)


def cell(kind, config, weights, xs):
    kernel, recurrent = weights[0].astype(float), weights[1].astype(float)
    bias = weights[2].astype(float) if config["use_bias"] else 0
    units = config["units"]
    act = ACTIVATIONS[config["activation"]]
    gate = ACTIVATIONS[config.get("recurrent_activation", "linear")]
    h, c, out = np.zeros(units), np.zeros(units), []
    for x in xs[::-1] if config["go_backwards"] else xs:
        if kind == "LSTM":
            i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4)
            c = gate(f) * c + gate(i) * act(g)
            h = gate(o) * act(c)
        elif kind == "GRU":
            if config["reset_after"]:
                xz, xr, xh = np.split(x @ kernel + bias[0], 3)
                hz, hr, hh = np.split(h @ recurrent + bias[1], 3)
                z, r = gate(xz + hz), gate(xr + hr)
                n = act(xh + r * hh)
            else:
                xz, xr, xh = np.split(x @ kernel + bias, 3)
                rz, rr, rh = np.split(recurrent, 3, axis=1)
                z, r = gate(xz + h @ rz), gate(xr + h @ rr)
                n = act(xh + (r * h) @ rh)
            h = z * h + (1 - z) * n
        else:
            h = act(x @ kernel + h @ recurrent + bias)
        out.append(h)
    return np.array(out) if config["return_sequences"] else h


class Model:
    def __init__(self, inputs):
        self.layers, self.steps, self.weights, self.counts = [], [], {}, {}
        self.size = inputs
        self.layer("InputLayer", {"batch_shape": [None, None, inputs], "dtype": "float32", "sparse": False})

    def layer(self, kind, config, **more):
        config = {"name": f"{kind.lower()}_{len(self.layers)}", "trainable": True, "dtype": {"class_name": "DTypePolicy"}, **config} if kind != "InputLayer" else {"name": "input", **config}
        self.layers.append({"module": "keras.layers", "class_name": kind, "config": config, "registered_name": None, **more})
        return config

    def group(self, kind):
        number = self.counts.get(kind, 0)
        self.counts[kind] = number + 1
        return f"layers/{kind}" + (f"_{number}" if number else "")

    def store(self, group, values):
        self.weights[group] = values

    def cell_config(self, units, **options):
        config = {"units": units, "activation": "tanh", "use_bias": True, "return_sequences": True, "return_state": False, "go_backwards": False, "stateful": False, "unroll": False, "kernel_initializer": {"class_name": "GlorotUniform"}, "dropout": 0.1, "recurrent_dropout": 0.0, "seed": None}
        config.update(options)
        return config

    def cell_weights(self, kind, config):
        blocks = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}[kind] * config["units"]
        values = [draw(self.size, blocks), draw(config["units"], blocks)]
        if config["use_bias"]:
            values.append(draw(2, blocks) if config.get("reset_after") else draw(blocks))
        return values

    def recurrent(self, kind, units, **options):
        if kind != "SimpleRNN":
            options = {"recurrent_activation": "sigmoid", **options}
        if kind == "GRU":
            options = {"reset_after": True, **options}
        config = self.cell_config(units, **options)
        values = self.cell_weights(kind, config)
        self.layer(kind, config)
        self.store(self.group({"SimpleRNN": "simple_rnn"}.get(kind, kind.lower())) + "/cell", values)
        self.steps.append(lambda xs: cell(kind, config, values, xs))
        self.size = units

    def bidirectional(self, kind, units, **options):
        options = {"recurrent_activation": "sigmoid", **({"reset_after": True} if kind == "GRU" else {}), **options}
        config = self.cell_config(units, **options)
        back = {**config, "go_backwards": True}
        forward, backward = self.cell_weights(kind, config), self.cell_weights(kind, config)
        self.layer("Bidirectional", {"merge_mode": "concat", "layer": {"class_name": kind, "config": config}, "backward_layer": {"class_name": kind, "config": back}})
        group = self.group("bidirectional")
        self.store(group + "/forward_layer/cell", forward)
        self.store(group + "/backward_layer/cell", backward)

        def run(xs):
            f, b = cell(kind, config, forward, xs), cell(kind, back, backward, xs)
            return np.concatenate([f, b[::-1] if config["return_sequences"] else b], axis=-1)

        self.steps.append(run)
        self.size = 2 * units

    def dense(self, units, activation="linear", use_bias=True, distributed=False):
        values = [draw(self.size, units)] + ([draw(units)] if use_bias else [])
        config = {"units": units, "activation": activation, "use_bias": use_bias, "kernel_initializer": {}, "bias_initializer": {}}
        if distributed:
            self.layer("TimeDistributed", {"layer": {"class_name": "Dense", "config": {"name": "inner", **config}}})
        else:
            self.layer("Dense", config)
        self.store(self.group("time_distributed") + "/layer" if distributed else self.group("dense"), values)
        self.steps.append(lambda xs: ACTIVATIONS[activation](xs @ values[0].astype(float) + (values[1] if use_bias else 0)))
        self.size = units

    def conv(self, filters, kernel, dilation=1):
        values = [draw(kernel, self.size, filters), draw(filters)]
        self.layer("Conv1D", {"filters": filters, "kernel_size": [kernel], "strides": [1], "padding": "causal", "data_format": "channels_last", "dilation_rate": [dilation], "groups": 1, "activation": "relu", "use_bias": True})
        self.store(self.group("conv1d"), values)

        def run(xs):
            padded = np.concatenate([np.zeros(((kernel - 1) * dilation, xs.shape[1])), xs])
            return np.maximum(np.array([sum(padded[t + k * dilation] @ values[0][k].astype(float) for k in range(kernel)) + values[1] for t in range(len(xs))]), 0)

        self.steps.append(run)
        self.size = filters

    def norm(self):
        values = [draw(self.size) + 1.5, draw(self.size), draw(self.size), rng.uniform(0.5, 2, self.size).astype(np.float32)]
        self.layer("BatchNormalization", {"axis": -1, "momentum": 0.99, "epsilon": 0.001, "center": True, "scale": True, "synchronized": False})
        self.store(self.group("batch_normalization"), values)
        gamma, beta, mean, variance = [v.astype(float) for v in values]
        self.steps.append(lambda xs: (xs - mean) / np.sqrt(variance + 0.001) * gamma + beta)

    def plain(self, kind, config, run):
        self.layer(kind, config)
        self.steps.append(run)

    def leaky(self, alpha):
        self.plain("LeakyReLU", {"alpha": alpha}, lambda xs: np.where(xs > 0, xs, alpha * xs))

    def answers(self, folder, name, steps):
        xs = rng.normal(size=(steps, self.layers[0]["config"].get("batch_shape", self.layers[0]["config"].get("batch_input_shape"))[-1])).astype(np.float32)
        ys = xs.astype(float)
        for step in self.steps:
            ys = step(ys)
        for part, rows in (("x", xs), ("y", np.atleast_2d(ys))):
            with open(f"{folder}/{name}.{part}.csv", "w") as file:
                file.writelines(",".join(repr(float(value)) for value in row) + "\n" for row in rows)

    def keras2(self, steps):
        """Configs as Keras 2 writes them; the input is a window of so many steps."""
        self.layers[0]["config"]["batch_input_shape"] = [None, steps, self.layers[0]["config"].pop("batch_shape")[-1]]
        for layer in self.layers[1:]:
            layer.pop("module"), layer.pop("registered_name")
            layer["config"]["dtype"] = "float32"
            if layer["class_name"] in ("LSTM", "GRU", "SimpleRNN"):
                layer["config"].update({"time_major": False, "implementation": 2, "unit_forget_bias": True})

    def write_h5(self, folder, name, version, steps=11, old=False):
        """A whole model in HDF5: each layer's weights under its own name, listed by attributes."""
        text = (lambda value: np.bytes_(value)) if old else (lambda value: value)
        names = lambda values: np.array([value.encode() for value in values]) if old else list(values)
        with h5py.File(f"{folder}/{name}.h5", "w") as file:
            file.attrs["keras_version"], file.attrs["backend"] = text(version), text("tensorflow")
            if old:
                config = [*self.layers[1:]]
                config[0]["config"]["batch_input_shape"] = self.layers[0]["config"]["batch_input_shape"]
            else:
                config = {"name": name, "layers": self.layers}
            file.attrs["model_config"] = text(json.dumps({"class_name": "Sequential", "config": config}))
            root = file.create_group("model_weights")
            own = {}
            for group, values in self.weights.items():
                own.setdefault(group.split("/")[1], []).extend(values)
            counts, layers = {}, []
            for layer in self.layers[0 if not old else 1:]:
                kind = {"SimpleRNN": "simple_rnn", "BatchNormalization": "batch_normalization", "TimeDistributed": "time_distributed"}.get(layer["class_name"], layer["class_name"].lower())
                number = counts[kind] = counts.get(kind, -1) + 1
                layers.append(layer["config"]["name"])
                group = root.create_group(layers[-1])
                values = own.get(kind + (f"_{number}" if number else ""), [])
                paths = [f"{layers[-1]}/v{k}:0" for k in range(len(values))]
                group.attrs["weight_names"] = names(paths) if paths else np.array([], "S1" if old else "f4")
                for path, value in zip(paths, values):
                    group[path] = value
            root.attrs["layer_names"] = names(layers)
        self.answers(folder, name, steps)

    def write(self, folder, name, steps=11, functional=False, weights=False, version="3.3.3", root="layers"):
        config = {"name": name, "layers": self.layers}
        if functional:
            before = None
            for layer in self.layers:
                layer["name"] = layer["config"]["name"]
                layer["inbound_nodes"] = [] if before is None else [[[before, 0, 0, {}]]] if version[0] == "2" else [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": [before, 0, 0]}}], "kwargs": {}}]
                before = layer["name"]
            config.update({"input_layers": [[self.layers[0]["name"], 0, 0]], "output_layers": [[before, 0, 0]]})
        data = io.BytesIO()
        with h5py.File(data, "w") as file:
            for group, values in self.weights.items():
                store = file.create_group(group.replace("layers", root, 1)).create_group("vars")
                for number, value in enumerate(values):
                    store[str(number)] = value
            file.create_group("optimizer").create_group("vars")["0"] = np.int64(3)
        with zipfile.ZipFile(f"{folder}/{name}.keras", "w") as archive:
            archive.writestr("metadata.json", json.dumps({"keras_version": version}))
            archive.writestr("config.json", json.dumps({"module": "keras", "class_name": "Functional" if functional else "Sequential", "config": config}))
            archive.writestr("model.weights.h5", data.getvalue())
        if weights:
            with open(f"{folder}/{name}.weights.h5", "wb") as file:
                file.write(data.getvalue())
        self.answers(folder, name, steps)


def main(folder):
    m = Model(3)
    m.conv(4, 3, dilation=2)
    m.recurrent("LSTM", 5)
    m.plain("Dropout", {"rate": 0.5, "noise_shape": None, "seed": None}, lambda xs: xs)
    m.dense(4, "relu")
    m.recurrent("LSTM", 3, return_sequences=False, recurrent_activation="hard_sigmoid")
    m.dense(2, "softmax")
    m.write(folder, "sequential")

    m = Model(2)
    m.bidirectional("GRU", 3)
    m.bidirectional("LSTM", 4, return_sequences=False)
    m.dense(3, "tanh", use_bias=False)
    m.write(folder, "bidirectional")

    m = Model(2)
    m.plain("Rescaling", {"scale": 0.5, "offset": 0.25}, lambda xs: xs * 0.5 + 0.25)
    m.norm()
    m.recurrent("SimpleRNN", 4)
    m.recurrent("GRU", 3, reset_after=False)
    m.dense(3, "sigmoid", distributed=True)
    m.plain("GlobalAveragePooling1D", {"data_format": "channels_last", "keepdims": False}, lambda xs: xs.mean(0))
    m.write(folder, "functional", functional=True)

    m = Model(2)
    m.recurrent("GRU", 4)
    m.recurrent("LSTM", 4, go_backwards=True)
    m.recurrent("LSTM", 3)
    m.dense(1)
    m.write(folder, "backwards", weights=True)

    # From here on as Keras 2, where hard_sigmoid is another function.
    ACTIVATIONS["hard_sigmoid"] = lambda v: np.clip(0.2 * v + 0.5, 0, 1)
    m = Model(3)
    m.bidirectional("GRU", 3, recurrent_activation="hard_sigmoid")
    m.norm()
    m.dense(4, distributed=True)
    m.leaky(0.3)
    m.recurrent("LSTM", 4, recurrent_activation="hard_sigmoid", return_sequences=False)
    m.dense(2, "softmax")
    m.keras2(steps=11)
    m.write_h5(folder, "keras210", "2.10.0")

    m = Model(2)
    m.recurrent("GRU", 3, recurrent_activation="hard_sigmoid", reset_after=False)
    m.recurrent("SimpleRNN", 3)
    m.dense(1)
    del m.layers[1]["config"]["reset_after"]
    m.steps[0] = (lambda config, values: lambda xs: cell("GRU", config, values, xs))({**m.layers[1]["config"], "reset_after": False}, m.weights["layers/gru/cell"])
    m.keras2(steps=None)
    m.write_h5(folder, "keras20", "2.0.9", old=True)

    m = Model(2)
    m.recurrent("LSTM", 3, recurrent_activation="hard_sigmoid", stateful=True)
    m.recurrent("LSTM", 3)
    m.dense(1)
    m.keras2(steps=11)
    m.write(folder, "keras213", functional=True, version="2.13.1", root="_layer_checkpoint_dependencies")


if __name__ == "__main__":
    main(sys.argv[1])
