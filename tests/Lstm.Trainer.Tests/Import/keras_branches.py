"""Writes functional models that branch as Keras 3 (.keras) and Keras 2 (.h5) lay them out, with what their layers answer by Keras's formulas.

    python3 keras_branches.py FOLDER

Keras itself is not needed: the files are written with h5py, the answers are computed with numpy.
"""
import io
import json
import sys
import zipfile

import h5py
import numpy as np

from keras_models import ACTIVATIONS, cell

rng = np.random.default_rng(21)
draw = lambda *shape: rng.uniform(-0.7, 0.7, shape).astype(np.float32)
SNAKE = {"SimpleRNN": "simple_rnn"}


class Graph:
    """Values are computed as layers are added: a sequence is [time, values], what holds for all of it [values]."""

    def __init__(self, keras2=False):
        self.keras2, self.layers, self.weights, self.values, self.samples = keras2, [], {}, {}, {}

    def layer(self, kind, name, config, sources, value, weights=()):
        if self.keras2:
            nodes = [[[source, 0, 0, {}] for source in sources]]
        else:
            tensors = [{"class_name": "__keras_tensor__", "config": {"shape": [None], "dtype": "float32", "keras_history": [source, 0, 0]}} for source in sources]
            nodes = [{"args": [tensors[0] if len(tensors) == 1 else tensors], "kwargs": {}}]
        self.layers.append({"class_name": kind, "name": name, "config": {"name": name, "trainable": True, "dtype": "float32", **config}, "inbound_nodes": nodes if sources else []})
        self.weights[name], self.values[name] = list(weights), value
        return name

    def input(self, name, shape, value, dtype="float32"):
        self.samples[name] = value
        key = "batch_input_shape" if self.keras2 else "batch_shape"
        made = self.layer("InputLayer", name, {key: [None, *shape], "sparse": False}, [], value.astype(int) if dtype != "float32" else value.astype(float))
        del self.layers[-1]["config"]["trainable"]
        return made

    def recurrent(self, kind, name, source, units, **options):
        x = self.values[source]
        config = {"units": units, "activation": "tanh", "use_bias": True, "return_sequences": True, "return_state": False, "go_backwards": False, "stateful": False, "unroll": False}
        config.update({"recurrent_activation": "sigmoid"} if kind != "SimpleRNN" else {}, **({"reset_after": True} if kind == "GRU" else {}), **options)
        blocks = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}[kind] * units
        weights = [draw(x.shape[-1], blocks), draw(units, blocks), draw(2, blocks) if kind == "GRU" else draw(blocks)]
        return self.layer(kind, name, config, [source], cell(kind, config, weights, x), weights)

    def dense(self, name, source, units, activation="linear"):
        x = self.values[source]
        weights = [draw(x.shape[-1], units), draw(units)]
        return self.layer("Dense", name, {"units": units, "activation": activation, "use_bias": True}, [source], ACTIVATIONS[activation](x @ weights[0].astype(float) + weights[1]), weights)

    def embedding(self, name, source, rows, size):
        table = draw(rows, size)
        return self.layer("Embedding", name, {"input_dim": rows, "output_dim": size, "mask_zero": False}, [source], table[self.values[source].reshape(-1)].astype(float), [table])

    def join(self, kind, name, *sources):
        a = [self.values[source] for source in sources]
        value = {"Add": sum, "Average": lambda a: sum(a) / len(a), "Subtract": lambda a: a[0] - a[1], "Multiply": lambda a: a[0] * a[1], "Concatenate": lambda a: np.concatenate(a, -1)}[kind](a)
        return self.layer(kind, name, {"axis": -1} if kind == "Concatenate" else {}, sources, value)

    def plain(self, kind, name, config, source, value):
        return self.layer(kind, name, config, [source], value)

    def config(self, name, outputs):
        ends = lambda names: [[one, 0, 0] for one in names]
        return {"class_name": "Functional", "config": {"name": name, "trainable": True, "layers": self.layers, "input_layers": ends(self.samples), "output_layers": ends(outputs)}}

    def write(self, folder, name, steps, outputs):
        if self.keras2:
            self.write_h5(f"{folder}/{name}.h5", name, outputs)
        else:
            self.write_keras(f"{folder}/{name}.keras", name, outputs)
        columns = [np.atleast_2d(value) if value.ndim == 2 else np.tile(value, (steps, 1)) for value in self.samples.values()]
        for part, rows in (("x", np.hstack(columns)), ("y", np.hstack([np.atleast_2d(self.values[output]) for output in outputs]))):
            with open(f"{folder}/{name}.{part}.csv", "w") as file:
                file.writelines(",".join(repr(float(value)) for value in row) + "\n" for row in rows)

    def write_keras(self, path, name, outputs):
        data, counts = io.BytesIO(), {}
        with h5py.File(data, "w") as file:
            for layer in self.layers:
                if self.weights[layer["name"]]:
                    kind = SNAKE.get(layer["class_name"], layer["class_name"].lower())
                    number = counts[kind] = counts.get(kind, -1) + 1
                    inner = "/cell" if layer["class_name"] in ("LSTM", "GRU", "SimpleRNN") else ""
                    for k, value in enumerate(self.weights[layer["name"]]):
                        file[f"layers/{kind}{f'_{number}' if number else ''}{inner}/vars/{k}"] = value
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("metadata.json", json.dumps({"keras_version": "3.3.3"}))
            archive.writestr("config.json", json.dumps(self.config(name, outputs)))
            archive.writestr("model.weights.h5", data.getvalue())

    def write_h5(self, path, name, outputs):
        with h5py.File(path, "w") as file:
            file.attrs["keras_version"], file.attrs["backend"] = "2.10.0", "tensorflow"
            file.attrs["model_config"] = json.dumps(self.config(name, outputs))
            root = file.create_group("model_weights")
            root.attrs["layer_names"] = [layer["name"] for layer in self.layers]
            for layer in self.layers:
                group = root.create_group(layer["name"])
                names = [f"{layer['name']}/v{k}:0" for k in range(len(self.weights[layer["name"]]))]
                group.attrs["weight_names"] = names if names else np.array([], "S1")
                for one, value in zip(names, self.weights[layer["name"]]):
                    group[one] = value


def main(folder):
    steps = 10
    g = Graph()  # two inputs and two outputs, an answer for each time step
    sound, knobs = g.input("sound", [None, 3], draw(steps, 3)), g.input("knobs", [None, 2], draw(steps, 2))
    memory = g.recurrent("LSTM", "memory", sound, 4)
    gate = g.dense("gate", knobs, 4, "sigmoid")
    gated = g.join("Multiply", "gated", memory, gate)
    mixed = g.join("Average", "mixed", gated, memory, gate)
    less = g.join("Subtract", "less", mixed, gate)
    more = g.join("Concatenate", "more", less, knobs, memory)
    slow = g.recurrent("GRU", "slow", more, 3)
    gains, voice = g.dense("gains", g.join("Add", "sum", slow, g.dense("aside", more, 3)), 2), g.dense("voice", memory, 1, "sigmoid")
    g.write(folder, "branching", steps, [gains, voice])

    g = Graph(keras2=True)  # words, what holds for all of them, and one answer at the end
    words = g.input("words", [steps], rng.integers(0, 7, (steps, 1)), "int32")
    facts = g.input("facts", [3], draw(3))
    kind = g.input("kind", [1], rng.integers(0, 4, 1), "int32")
    read = g.recurrent("LSTM", "read", g.embedding("table", words, 7, 4), 5, return_sequences=False)
    table = g.embedding("kinds", kind, 4, 2)
    flat = g.plain("Flatten", "flat", {"data_format": "channels_last"}, table, g.values[table].reshape(-1))
    all_of_it = g.join("Concatenate", "all_of_it", read, g.dense("known", facts, 3, "relu"), flat)
    g.write(folder, "words", steps, [g.dense("answer", g.plain("Dropout", "drop", {"rate": 0.2, "noise_shape": None, "seed": None}, all_of_it, g.values[all_of_it]), 3, "softmax")])

    g = Graph()  # what holds for all of it beside each time step, two heads at the end
    series, site = g.input("series", [steps, 2], draw(steps, 2)), g.input("site", [3], draw(3))
    repeated = g.plain("RepeatVector", "repeated", {"n": steps}, site, np.tile(g.values["site"], (steps, 1)))
    end = g.recurrent("GRU", "end", g.recurrent("SimpleRNN", "first", g.join("Concatenate", "both", series, repeated), 4), 3, return_sequences=False)
    g.write(folder, "heads", steps, [g.dense("level", end, 1), g.dense("class", g.dense("hidden", end, 4, "tanh"), 3, "softmax")])


if __name__ == "__main__":
    main(sys.argv[1])
