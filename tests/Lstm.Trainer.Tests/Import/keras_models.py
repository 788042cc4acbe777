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

    @staticmethod
    def path(group, root):
        """In Keras 2.12 and 2.13 each layer with weights takes two numbers."""
        if root == "layers":
            return group
        kind, number = group.split("/")[1], 0
        if kind[-1].isdigit() and "_" in kind:
            kind, number = kind.rsplit("_", 1)
        return "/".join([root, kind + (f"_{2 * int(number)}" if number else ""), *group.split("/")[2:]])

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

    def layer_norm(self, axis=-1, epsilon=0.001, scale=True, center=True, **more):
        values = ([draw(self.size) + 1.5] if scale else []) + ([draw(self.size)] if center else [])
        self.layer("LayerNormalization", {"axis": axis, "epsilon": epsilon, "center": center, "scale": scale, "beta_initializer": {}, "gamma_initializer": {}, **more})
        self.store(self.group("layer_normalization"), values)
        gamma, beta = values[0].astype(float) if scale else 1, values[-1].astype(float) if center else 0
        self.steps.append(lambda xs: (xs - xs.mean(-1, keepdims=True)) / np.sqrt(xs.var(-1, keepdims=True) + epsilon) * gamma + beta)

    def plain(self, kind, config, run):
        self.layer(kind, config)
        self.steps.append(run)

    def cudnn(self, kind, units, return_sequences=True):
        """A CuDNNLSTM or CuDNNGRU: what a plain cell has, each gate's matrix the other way round in the same shape, and two biases."""
        gates = 4 if kind == "LSTM" else 3
        kernel, recurrent, bias = draw(self.size, gates * units), draw(units, gates * units), draw(2, gates * units)
        turned = lambda value: np.hstack([np.ascontiguousarray(part.T).reshape(part.shape) for part in np.hsplit(value, gates)])
        self.layer("CuDNN" + kind, {"units": units, "return_sequences": return_sequences, "return_state": False, "go_backwards": False, "stateful": False, "kernel_initializer": {}, "unit_forget_bias": True})
        self.store(self.group("cudnn" + kind.lower()) + "/cell", [turned(kernel), turned(recurrent), bias.reshape(-1)])
        config = {"units": units, "activation": "tanh", "recurrent_activation": "sigmoid", "use_bias": True, "reset_after": True, "go_backwards": False, "return_sequences": return_sequences}
        values = [kernel, recurrent, bias if kind == "GRU" else bias[0].astype(float) + bias[1]]
        self.steps.append(lambda xs: cell(kind, config, values, xs))
        self.size = units

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

    def write_h5(self, folder, name, version, steps=11, old=False, libver=None, ending="h5", parts=False, apart=False, **options):
        """A whole model in HDF5: each layer's weights under its own name, listed by attributes; in parts where they are long, the architecture apart."""
        text = (lambda value: np.bytes_(value)) if old else (lambda value: value)
        names = lambda values: np.array([value.encode() for value in values]) if old else list(values)
        with h5py.File(f"{folder}/{name}.{ending}", "w", libver=libver) as file:
            file.attrs["keras_version"], file.attrs["backend"] = text(version), text("tensorflow")
            if old:
                config = [*self.layers[1:]]
                config[0]["config"]["batch_input_shape"] = self.layers[0]["config"]["batch_input_shape"]
            else:
                config = {"name": name, "layers": self.layers}
            architecture = {"class_name": "Sequential", "config": config}
            if apart:
                with open(f"{folder}/{name}.json", "w") as beside:
                    json.dump({**architecture, "keras_version": version, "backend": "tensorflow"}, beside)
            else:
                file.attrs["model_config"] = text(json.dumps(architecture))
            root = file if apart else file.create_group("model_weights")
            own = {}
            for group, values in self.weights.items():
                own.setdefault(group.split("/")[1], []).extend(values)
            counts, layers = {}, []
            for layer in self.layers[0 if not old else 1:]:
                kind = {"SimpleRNN": "simple_rnn", "BatchNormalization": "batch_normalization", "LayerNormalization": "layer_normalization", "TimeDistributed": "time_distributed"}.get(layer["class_name"], layer["class_name"].lower())
                number = counts[kind] = counts.get(kind, -1) + 1
                layers.append(layer["config"]["name"])
                group = root.create_group(layers[-1])
                values = own.get(kind + (f"_{number}" if number else ""), [])
                paths = [f"{layers[-1]}/v{k}:0" for k in range(len(values))]
                group.attrs["weight_names"] = names(paths) if paths else np.array([], "S1" if old else "f4")
                for path, value in zip(paths, values):
                    group.create_dataset(path, data=value, **({} if value.ndim == 0 else options))
            if parts:
                root.attrs["layer_names0"], root.attrs["layer_names1"] = names(layers[:2]), names(layers[2:])
            else:
                root.attrs["layer_names"] = names(layers)
        self.answers(folder, name, steps)

    def write_keras1(self, folder, name, version, steps=11, gates=True):
        """A whole model as Keras 1 writes it: its own words, and a variable for each gate, or all together (consume_less="gpu")."""
        def spelled(kind, config):
            words = {"units": "output_dim", "use_bias": "bias", "recurrent_activation": "inner_activation"}
            if kind in ("LSTM", "GRU", "SimpleRNN"):
                extra = {"init": "glorot_uniform", "inner_init": "orthogonal", "W_regularizer": None, "U_regularizer": None, "b_regularizer": None, "dropout_W": 0.1, "dropout_U": 0.0, "consume_less": "cpu" if gates else "gpu", "input_dim": 3, "input_length": None}
                kept = ("units", "activation", "recurrent_activation", "return_sequences", "go_backwards", "stateful", "unroll")
            elif kind == "Dense":
                extra = {"init": "glorot_uniform", "W_regularizer": None, "b_regularizer": None, "activity_regularizer": None, "W_constraint": None, "b_constraint": None, "input_dim": None}
                kept = ("units", "activation", "use_bias")
            elif kind in ("Bidirectional", "TimeDistributed"):
                extra, kept = {}, ("merge_mode", "layer")
                inner = {**config["layer"]["config"]}
                config = {**config, "layer": {"class_name": config["layer"]["class_name"], "config": {"name": "inner", **spelled(config["layer"]["class_name"], inner)}}}
            elif kind == "BatchNormalization":
                extra, kept = {"mode": 0, "gamma_regularizer": None, "beta_regularizer": None}, ("axis", "momentum", "epsilon")
            else:
                extra, kept = {}, tuple(config)
            return {**extra, **{words.get(member, member): config[member] for member in kept if member in config}, "name": config.get("name", "inner"), "trainable": True}

        def variables(kind, values, prefix):
            letters = {"LSTM": "ifco", "GRU": "zrh"}.get(kind, "")
            if not letters or not gates:
                return [(f"{prefix}_{part}", value) for part, value in zip({"BatchNormalization": ["gamma", "beta", "running_mean", "running_std"]}.get(kind, ["W", "U", "b"] if len(values) == 3 else ["W", "b"]), values)]
            cut = [np.split(value, len(letters), axis=-1) for value in values]
            order = "icfo" if kind == "LSTM" else letters
            return [(f"{prefix}_{part}_{letter}", value[letters.index(letter)]) for letter in order for part, value in zip("WUb", cut)]

        with h5py.File(f"{folder}/{name}.h5", "w") as file:
            if version:
                file.attrs["keras_version"] = np.bytes_(version)
            config = [{"class_name": layer["class_name"], "config": spelled(layer["class_name"], layer["config"])} for layer in self.layers[1:]]
            config[0]["config"]["batch_input_shape"] = [None, None, self.layers[0]["config"]["batch_shape"][-1]]
            file.attrs["model_config"] = np.bytes_(json.dumps({"class_name": "Sequential", "config": config}))
            root = file.create_group("model_weights")
            root.attrs["layer_names"] = np.array([layer["config"]["name"].encode() for layer in self.layers[1:]])
            own, counts = {}, {}
            for group, values in self.weights.items():
                own.setdefault(group.split("/")[1], []).append(values)
            for layer in self.layers[1:]:
                kind = {"SimpleRNN": "simple_rnn", "BatchNormalization": "batch_normalization", "LayerNormalization": "layer_normalization", "TimeDistributed": "time_distributed"}.get(layer["class_name"], layer["class_name"].lower())
                number = counts[kind] = counts.get(kind, -1) + 1
                inner = layer["config"].get("layer", layer)["class_name"]
                group = root.create_group(layer["config"]["name"])
                parts = own.get(kind + (f"_{number}" if number else ""), [])
                named = [pair for part, prefix in zip(parts, ("forward_x", "backward_x") if len(parts) == 2 else ("x",)) for pair in variables(inner, part, prefix)]
                group.attrs["weight_names"] = np.array([path.encode() for path, _ in named]) if named else np.array([], "S1")
                for path, value in named:
                    group[path] = value
        self.answers(folder, name, steps)

    def write(self, folder, name, steps=11, functional=False, weights=False, version="3.3.3", root="layers", separator="/"):
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
                store = file.create_group(separator.join(self.path(group, root).split("/"))).create_group("vars")
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

    m = Model(2)
    m.bidirectional("LSTM", 3)
    m.recurrent("LSTM", 3)
    m.recurrent("LSTM", 2, return_sequences=False)
    m.dense(2, "relu")
    m.dense(1)
    m.keras2(steps=11)
    m.write(folder, "keras212_windows", version="2.12.0", root="_layer_checkpoint_dependencies", separator="\\")

    m = Model(3)
    m.plain("Masking", {"mask_value": 0.0}, lambda xs: xs)
    m.bidirectional("LSTM", 2, recurrent_activation="hard_sigmoid")
    m.recurrent("GRU", 3, recurrent_activation="hard_sigmoid", reset_after=False)
    m.plain("Dropout", {"p": 0.2}, lambda xs: xs)
    m.recurrent("SimpleRNN", 2)
    m.norm()
    m.recurrent("LSTM", 2, recurrent_activation="hard_sigmoid", return_sequences=False)
    m.dense(2, "softmax")
    m.write_keras1(folder, "keras122", "1.2.2")

    m = Model(2)
    m.recurrent("LSTM", 3, recurrent_activation="hard_sigmoid")
    m.dense(2, distributed=True)
    m.write_keras1(folder, "keras1", None, gates=False)

    m = Model(2)
    m.recurrent("LSTM", 3, recurrent_activation="hard_sigmoid", return_sequences=False)
    m.norm()
    m.layers[-1]["config"]["axis"] = [1]
    m.plain("Flatten", {"data_format": "channels_last"}, lambda xs: xs)
    m.dense(1)
    m.keras2(steps=11)
    m.write_h5(folder, "latest", "2.8.0", libver="latest", chunks=True, compression="gzip", shuffle=True)
    m.write_h5(folder, "apart", "2.8.0", parts=True, apart=True)

    m = Model(2)
    m.cudnn("LSTM", 3)
    m.cudnn("GRU", 4, return_sequences=False)
    m.dense(1)
    m.keras2(steps=11)
    m.write_h5(folder, "cudnn", "2.2.4", ending="keras")

    m = Model(3)
    m.layer_norm(rms_scaling=False)
    m.recurrent("LSTM", 4)
    m.layer_norm(epsilon=0.1, scale=False)
    m.dense(5, "tanh")
    m.layer_norm(axis=[-1], center=False)
    m.dense(2)
    m.write(folder, "normed3")

    m = Model(2)
    m.recurrent("GRU", 4)
    m.layer_norm(axis=[2])
    m.recurrent("LSTM", 4, return_sequences=False)
    m.layer_norm(axis=[1])
    m.dense(1)
    m.keras2(steps=11)
    m.write_h5(folder, "normed210", "2.10.0")


if __name__ == "__main__":
    main(sys.argv[1])
