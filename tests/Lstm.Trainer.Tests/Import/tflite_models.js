// Writes TensorFlow Lite files with random weights by the published schema (schema.fbs, version 3), and what TensorFlow Lite itself, compiled to
// WebAssembly, answers to random samples.
//
//     npm install --legacy-peer-deps @tensorflow/tfjs-tflite@0.0.1-alpha.10
//     node tflite_models.js FOLDER
const fs = require('fs');
const path = require('path');
const wasm = path.join(process.cwd(), 'node_modules/@tensorflow/tfjs-tflite/wasm');
const folder = process.argv[2];

let seed = 11;
const uniform = () => (seed = (seed * 48271) % 2147483647) / 2147483647 * 1.4 - 0.7;
const drawn = count => Float32Array.from({ length: count }, uniform);

// Tables stand before what they refer to, each behind the list of its fields' places.
class Writer {
  constructor() { this.bytes = Buffer.alloc(1 << 20); this.end = 0; }
  align(size, ahead = 0) { while ((this.end + ahead) % size) this.end++; }
  refer(at, write) { this.bytes.writeUInt32LE(write() - at, at); }

  /** fields: [number, kind, value], kind one of i8, i32, f32 and ref, whose value writes a part and returns where it is. */
  table(fields) {
    const slots = fields.length ? Math.max(...fields.map(([number]) => number)) + 1 : 0;
    this.align(2);
    const list = this.end;
    this.end += 4 + 2 * slots;
    this.align(4);
    const at = this.end;
    this.end += 4 + 4 * fields.length;
    this.bytes.writeUInt16LE(4 + 2 * slots, list);
    this.bytes.writeUInt16LE(this.end - at, list + 2);
    this.bytes.writeInt32LE(at - list, at);
    fields.forEach(([number, kind, value], k) => {
      const place = at + 4 + 4 * k;
      this.bytes.writeUInt16LE(place - at, list + 4 + 2 * number);
      if (kind === 'i8') this.bytes.writeUInt8(value, place);
      else if (kind === 'i32') this.bytes.writeInt32LE(value, place);
      else if (kind === 'f32') this.bytes.writeFloatLE(value, place);
      else this.refer(place, value);
    });
    return at;
  }

  tables(all) {
    this.align(4);
    const at = this.end;
    this.bytes.writeUInt32LE(all.length, at);
    this.end += 4 + 4 * all.length;
    all.forEach((fields, k) => this.refer(at + 4 + 4 * k, () => this.table(fields)));
    return at;
  }

  vector(data, count, alignment) {
    this.align(alignment, 4);
    const at = this.end;
    this.bytes.writeUInt32LE(count, at);
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).copy(this.bytes, at + 4);
    this.end += 4 + data.byteLength;
    return at;
  }

  text(value) {
    const at = this.vector(Buffer.from(value + '\0'), value.length, 4);
    return at;
  }
}

const CODES = { ADD: 0, CONV_2D: 3, DEPTHWISE_CONV_2D: 4, PAD: 34, SQUEEZE: 43, BIDIRECTIONAL_SEQUENCE_LSTM: 52, REVERSE_V2: 105, CONCATENATION: 2, DEQUANTIZE: 6, FULLY_CONNECTED: 9, LOGISTIC: 14, MUL: 18, RELU: 19, RESHAPE: 22, SOFTMAX: 25, TANH: 28, UNIDIRECTIONAL_SEQUENCE_RNN: 35, GATHER: 36, TRANSPOSE: 39, MEAN: 40, SUB: 41, UNIDIRECTIONAL_SEQUENCE_LSTM: 44, STRIDED_SLICE: 45, LESS: 58, SLICE: 65, EXPAND_DIMS: 70, SPLIT: 49, UNPACK: 88, SPLIT_V: 102, WHILE: 119 };
const OPTIONS = { ADD: 11, CONV_2D: 1, DEPTHWISE_CONV_2D: 2, SQUEEZE: 30, BIDIRECTIONAL_SEQUENCE_LSTM: 69, CONCATENATION: 10, FULLY_CONNECTED: 8, MUL: 21, SOFTMAX: 9, UNIDIRECTIONAL_SEQUENCE_RNN: 31, GATHER: 23, MEAN: 27, SUB: 28, UNIDIRECTIONAL_SEQUENCE_LSTM: 71, STRIDED_SLICE: 32, SPLIT: 35, UNPACK: 64, SPLIT_V: 79, WHILE: 93 };
const VERSIONS = { FULLY_CONNECTED: 5, WHILE: 1, SPLIT: 1, SPLIT_V: 1, LESS: 1 };

class Graph {
  constructor(model) { this.model = model; this.tensors = []; this.operators = []; this.inputs = []; this.outputs = []; model.graphs.push(this); }

  value(name, shape, more = {}) {
    this.tensors.push({ name, shape, type: 0, ...more });
    return this.tensors.length - 1;
  }

  floats(name, shape) { return this.constant(name, shape, drawn(shape.reduce((a, b) => a * b, 1))); }
  constant(name, shape, data, more) { return this.value(name, shape, { data, type: data instanceof Int32Array ? 2 : data instanceof Int8Array ? 9 : 0, ...more }); }
  whole(name, numbers, shape = [numbers.length]) { return this.constant(name, shape, Int32Array.from(numbers)); }

  /** Integers and the scale that they stand for. */
  bytes(name, shape) { return this.constant(name, shape, Int8Array.from(drawn(shape.reduce((a, b) => a * b, 1)), value => Math.round(value * 127 / 0.7)), { scales: [0.7 / 127] }); }

  op(type, inputs, shape, options = [], more = {}) {
    const outputs = (Array.isArray(shape[0]) ? shape : [shape]).map((one, k) => this.value(`${type.toLowerCase()}_${this.operators.length}${k ? ':' + k : ''}`, one, more));
    this.operators.push({ type, inputs, outputs, options });
    return Array.isArray(shape[0]) ? outputs : outputs[0];
  }

  dense(x, units, shape, { activation = 0, keep = false, weights = 'floats' } = {}) {
    const inputs = this.tensors[x].shape.at(-1);
    return this.op('FULLY_CONNECTED', [x, this[weights]('kernel', [units, inputs]), this.floats('bias', [units])], shape, [[0, 'i8', activation], [2, 'i8', keep ? 1 : 0]]);
  }

  /** The fused operator; coupled leaves the input gate out, peephole has weights of the cell state. */
  lstm(x, units, { coupled = false, peephole = false, timeMajor = false, cellClip = 0, weights = 'floats' } = {}) {
    const [a, b, inputs] = this.tensors[x].shape;
    const batch = timeMajor ? b : a;
    const gate = (kind, shape, first) => [0, 1, 2, 3].map(k => coupled && k === first ? -1 : this[kind](`gate${k}`, shape));
    const all = [x, ...gate(weights, [units, inputs], 0), ...gate(weights, [units, units], 0)];
    all.push(...(peephole ? [coupled ? -1 : this.floats('ci', [units]), this.floats('cf', [units]), this.floats('co', [units])] : [-1, -1, -1]));
    all.push(...gate('floats', [units], 0), -1, -1, this.value('h', [batch, units], { variable: true }), this.value('c', [batch, units], { variable: true }), -1, -1, -1, -1);
    return this.op('UNIDIRECTIONAL_SEQUENCE_LSTM', all, [a, b, units], [[0, 'i8', 4], [1, 'f32', cellClip], [3, 'i8', timeMajor ? 1 : 0]]);
  }

  /** Two fused operators, of which one takes the samples from the end on, and what both answer beside each other: at all time steps, or at the last of each. */
  bothWays(x, units, { last = false } = {}) {
    const [batch, steps] = this.tensors[x].shape, reverse = value => this.op('REVERSE_V2', [value, this.whole('time', [1])], this.tensors[value].shape);
    const forward = this.lstm(x, units, { cellClip: 10 }), backward = this.lstm(reverse(x), units, { cellClip: 10 });
    return last ? this.op('CONCATENATION', [this.last(forward), this.last(backward)], [batch, 2 * units], [[0, 'i32', 1]])
      : this.op('CONCATENATION', [forward, reverse(backward)], [batch, steps, 2 * units], [[0, 'i32', 2]]);
  }

  /** The operator of both directions. */
  bidirectional(x, units) {
    const [batch, steps, inputs] = this.tensors[x].shape, four = (name, shape) => [0, 1, 2, 3].map(k => this.floats(name + k, shape));
    const direction = () => [...four('w', [units, inputs]), ...four('r', [units, units]), -1, -1, -1, ...four('b', [units]), -1, -1];
    const state = name => this.value(name, [batch, units], { variable: true });
    const all = [x, ...direction(), ...direction(), state('fh'), state('fc'), state('bh'), state('bc'), ...Array(9).fill(-1)];
    return this.op('BIDIRECTIONAL_SEQUENCE_LSTM', all, [batch, steps, 2 * units], [[0, 'i8', 4], [3, 'i8', 1], [4, 'i8', 0]]);
  }

  /** A convolution over time, as one over an image of height 1. */
  conv(x, filters, kernel, { causal = true, relu = false, depthwise = false, dilation = 1 } = {}) {
    const [batch, steps, channels] = this.tensors[x].shape, zeros = causal ? (kernel - 1) * dilation : 0, long = steps + zeros, after = long - (kernel - 1) * dilation;
    let image = this.op('EXPAND_DIMS', [x, this.whole('height', [1], [])], [batch, 1, steps, channels]);
    image = zeros ? this.op('PAD', [image, this.whole('zeros', [0, 0, 0, 0, zeros, 0, 0, 0], [4, 2])], [batch, 1, long, channels]) : image;
    const size = depthwise ? channels * filters : filters, weights = this.floats('kernel', depthwise ? [1, 1, kernel, size] : [size, 1, kernel, channels]);
    const common = [[0, 'i8', 1], [1, 'i32', 1], [2, 'i32', 1]], options = depthwise ? [...common, [3, 'i32', filters], [4, 'i8', relu ? 1 : 0], [5, 'i32', dilation], [6, 'i32', 1]] : [...common, [3, 'i8', relu ? 1 : 0], [4, 'i32', dilation], [5, 'i32', 1]];
    image = this.op(depthwise ? 'DEPTHWISE_CONV_2D' : 'CONV_2D', [image, weights, this.floats('bias', [size])], [batch, 1, after, size], options);
    return depthwise ? this.op('SQUEEZE', [image], [batch, after, size], [[0, 'ref', () => this.model.writer.vector(Int32Array.of(1), 1, 4)]]) : this.op('RESHAPE', [image, this.whole('shape', [batch, after, size])], [batch, after, size]);
  }

  last(x) {
    const [batch, , size] = this.tensors[x].shape;
    return this.op('STRIDED_SLICE', [x, this.whole('begin', [0, -1, 0]), this.whole('end', [0, 0, 0]), this.whole('strides', [1, 1, 1])], [batch, size], [[0, 'i32', 5], [1, 'i32', 5], [4, 'i32', 2]]);
  }
}

class Model {
  constructor() { this.graphs = []; }

  bytes() {
    const writer = this.writer = new Writer();
    writer.end = 8;
    writer.bytes.write('TFL3', 4);
    const codes = [...new Set(this.graphs.flatMap(graph => graph.operators.map(op => op.type)))];
    const buffers = [[]];
    const tensor = one => {
      if (one.data) {
        buffers.push([[0, 'ref', () => writer.vector(one.data, one.data.byteLength, 16)]]);
      }
      const fields = [[0, 'ref', () => writer.vector(Int32Array.from(one.shape), one.shape.length, 4)], [1, 'i8', one.type], [2, 'i32', one.data ? buffers.length - 1 : 0], [3, 'ref', () => writer.text(one.name)]];
      if (one.scales) {
        fields.push([4, 'ref', () => writer.table([[2, 'ref', () => writer.vector(Float32Array.from(one.scales), one.scales.length, 4)], [3, 'ref', () => writer.vector(BigInt64Array.from(one.scales, () => 0n), one.scales.length, 8)]])]);
      }
      return one.variable ? [...fields, [5, 'i8', 1]] : fields;
    };
    const whole = numbers => () => writer.vector(Int32Array.from(numbers), numbers.length, 4);
    const operator = op => [[0, 'i32', codes.indexOf(op.type)], [1, 'ref', whole(op.inputs)], [2, 'ref', whole(op.outputs)], ...(OPTIONS[op.type] ? [[3, 'i8', OPTIONS[op.type]], [4, 'ref', () => writer.table(op.options)]] : [])];
    const graph = one => [[0, 'ref', () => writer.tables(one.tensors.map(tensor))], [1, 'ref', whole(one.inputs)], [2, 'ref', whole(one.outputs)], [3, 'ref', () => writer.tables(one.operators.map(operator))]];
    writer.refer(0, () => writer.table([
      [0, 'i32', 3],
      [1, 'ref', () => writer.tables(codes.map(type => [[0, 'i8', CODES[type]], [2, 'i32', VERSIONS[type] ?? 1], [3, 'i32', CODES[type]]]))],
      [2, 'ref', () => writer.tables(this.graphs.map(graph))],
      [3, 'ref', () => writer.text('tflite_models.js')],
      [4, 'ref', () => writer.tables(buffers)],
    ]));
    return writer.bytes.subarray(0, writer.end);
  }
}

const models = {
  // Two fused layers, the last answer, and dense layers, one with a function fused with it.
  lstm() {
    const model = new Model(), graph = new Graph(model), x = graph.value('x', [1, 7, 2]);
    graph.inputs = [x];
    const states = graph.lstm(graph.lstm(x, 4, { cellClip: 10 }), 3, { cellClip: 10 });
    graph.outputs = [graph.op('SOFTMAX', [graph.dense(graph.dense(graph.last(states), 4, [1, 4], { activation: 1 }), 2, [1, 2])], [1, 2], [[0, 'f32', 1]])];
    return model;
  },

  // Time first, a coupled gate, weights of the cell state, and a limit that is reached.
  coupled() {
    const model = new Model(), graph = new Graph(model), x = graph.value('x', [9, 1, 2]);
    graph.inputs = [x];
    graph.outputs = [graph.dense(graph.lstm(x, 3, { coupled: true, peephole: true, timeMajor: true, cellClip: 0.25 }), 2, [9, 1, 2], { keep: true })];
    return model;
  },

  peephole() {
    const model = new Model(), graph = new Graph(model), x = graph.value('x', [1, 8, 2]);
    graph.inputs = [x];
    graph.outputs = [graph.op('TANH', [graph.dense(graph.lstm(x, 3, { peephole: true }), 1, [1, 8, 1], { keep: true })], [1, 8, 1])];
    return model;
  },

  rnn() {
    const model = new Model(), graph = new Graph(model), x = graph.value('x', [1, 8, 2]);
    graph.inputs = [x];
    const states = graph.op('UNIDIRECTIONAL_SEQUENCE_RNN', [x, graph.floats('w', [3, 2]), graph.floats('r', [3, 3]), graph.floats('b', [3]), graph.value('h', [1, 3], { variable: true })], [1, 8, 3], [[0, 'i8', 0], [1, 'i8', 4]]);
    graph.outputs = [graph.dense(graph.op('MEAN', [states, graph.whole('axis', [1])], [1, 3], [[0, 'i8', 0]]), 2, [1, 2])];
    return model;
  },

  // Weights of 8 bits, for which samples and states are rounded too.
  hybrid() {
    const model = new Model(), graph = new Graph(model), x = graph.value('x', [1, 6, 4]);
    graph.inputs = [x];
    graph.outputs = [graph.dense(graph.last(graph.lstm(x, 4, { weights: 'bytes' })), 2, [1, 2], { weights: 'bytes' })];
    return model;
  },

  // Written out for each time step, gates parted by sizes.
  unrolled() {
    const model = new Model(), graph = new Graph(model), x = graph.value('x', [1, 4, 2]), units = 3;
    graph.inputs = [x];
    const w = graph.floats('w', [4 * units, 2]), r = graph.floats('r', [4 * units, units]), b = graph.floats('b', [4 * units]);
    let h = graph.constant('h0', [1, units], new Float32Array(units)), c = graph.constant('c0', [1, units], new Float32Array(units));
    for (const step of graph.op('UNPACK', [x], [[1, 2], [1, 2], [1, 2], [1, 2]], [[0, 'i32', 4], [1, 'i32', 1]])) {
      const sum = graph.op('ADD', [graph.op('FULLY_CONNECTED', [step, w, b], [1, 4 * units]), graph.op('FULLY_CONNECTED', [h, r, -1], [1, 4 * units])], [1, 4 * units]);
      const [i, f, g, o] = graph.op('SPLIT_V', [sum, graph.whole('sizes', [units, units, units, units]), graph.whole('axis', [1], [])], Array(4).fill([1, units]), [[0, 'i32', 4]]);
      const of = (type, value) => graph.op(type, [value], [1, units]);
      c = graph.op('ADD', [graph.op('MUL', [of('LOGISTIC', f), c], [1, units]), graph.op('MUL', [of('LOGISTIC', i), of('TANH', g)], [1, units])], [1, units]);
      h = graph.op('MUL', [of('LOGISTIC', o), of('TANH', c)], [1, units]);
    }
    graph.outputs = [graph.dense(h, 1, [1, 1])];
    return model;
  },

  // A loop over time as the converter leaves a GRU of Keras: counters, weights that are handed round, and a list of answers into which each is put.
  looped() {
    const steps = 6, inputs = 2, units = 3, model = new Model(), graph = new Graph(model), x = graph.value('x', [1, steps, inputs]);
    const condition = new Graph(model), body = new Graph(model);
    const state = (of, prefix) => [of.value(prefix + 'counter', [], { type: 2 }), of.value(prefix + 'time', [], { type: 2 }), of.value(prefix + 'list', [steps, 1, units]), of.value(prefix + 'h', [1, units]), of.value(prefix + 'samples', [steps, 1, inputs]), of.value(prefix + 'r', [3 * units, units])];
    const before = condition.inputs = state(condition, 'c_');
    condition.outputs = [condition.op('LESS', [before[0], condition.whole('steps', [steps], [])], [], [], { type: 6 })];
    const [counter, time, list, h, samples, r] = body.inputs = state(body, 'b_');
    const one = body.whole('one', [1], []), zero = body.whole('zero', [0], []), of = (type, ...values) => body.op(type, values, [1, units]);
    const sample = body.op('GATHER', [samples, time], [1, inputs], [[0, 'i32', 0]]);
    const sums = body.op('FULLY_CONNECTED', [sample, body.floats('w', [3 * units, inputs]), body.floats('b', [3 * units])], [1, 3 * units]);
    const states = body.op('FULLY_CONNECTED', [h, r, body.floats('rb', [3 * units])], [1, 3 * units]);
    const [xz, xr, xn] = body.op('SPLIT', [one, sums], Array(3).fill([1, units]), [[0, 'i32', 3]]);
    const [hz, hr, hn] = body.op('SPLIT', [one, states], Array(3).fill([1, units]), [[0, 'i32', 3]]);
    const z = of('LOGISTIC', of('ADD', xz, hz)), n = of('TANH', of('ADD', xn, of('MUL', of('LOGISTIC', of('ADD', xr, hr)), hn)));
    const next = of('ADD', of('MUL', z, h), of('MUL', of('SUB', body.constant('1', [], Float32Array.of(1)), z), n));
    const place = body.op('ADD', [time, one], [], [], { type: 2 });
    const at = value => body.op('CONCATENATION', [body.op('EXPAND_DIMS', [value, zero], [1], [], { type: 2 }), body.whole('zeros', [0, 0])], [3], [[0, 'i32', 0]], { type: 2 });
    const count = value => body.op('CONCATENATION', [body.op('EXPAND_DIMS', [value, zero], [1], [], { type: 2 }), body.whole('all', [-1, -1])], [3], [[0, 'i32', 0]], { type: 2 });
    const rest = body.op('SUB', [body.whole('most', [steps - 1], []), time], [], [], { type: 2 });
    const filled = body.op('CONCATENATION', [body.op('SLICE', [list, body.whole('start', [0, 0, 0]), count(time)], []), body.op('EXPAND_DIMS', [next, zero], [1, 1, units]), body.op('SLICE', [list, at(place), count(rest)], [])], [], [[0, 'i32', 0]]); // sizes that are only known when it runs
    body.outputs = [body.op('ADD', [counter, one], [], [], { type: 2 }), place, filled, next, samples, r];
    graph.inputs = [x];
    const turned = graph.op('TRANSPOSE', [x, graph.whole('order', [1, 0, 2])], [steps, 1, inputs]);
    const loop = graph.op('WHILE', [graph.whole('counter', [0], []), graph.whole('time', [0], []), graph.constant('list', [steps, 1, units], new Float32Array(steps * units)), graph.constant('h', [1, units], new Float32Array(units)), turned, graph.floats('r', [3 * units, units])], body.inputs.map(k => body.tensors[k].shape), [[0, 'i32', 1], [1, 'i32', 2]]);
    [0, 1].forEach(k => graph.tensors[loop[k]].type = 2);
    graph.outputs = [graph.dense(graph.op('TRANSPOSE', [loop[2], graph.whole('back', [1, 0, 2])], [1, steps, units]), 2, [1, steps, 2], { keep: true })];
    return model;
  },

  both() {
    const model = new Model(), graph = new Graph(model), x = graph.value('x', [1, 7, 2]);
    graph.inputs = [x];
    graph.outputs = [graph.dense(graph.bothWays(graph.bidirectional(graph.bothWays(x, 3), 2), 3, { last: true }), 2, [1, 2])];
    return model;
  },

  conv() {
    const model = new Model(), graph = new Graph(model), x = graph.value('x', [1, 9, 2]);
    graph.inputs = [x];
    const convolved = graph.conv(graph.conv(x, 4, 3, { relu: true, dilation: 2 }), 2, 2, { depthwise: true });
    graph.outputs = [graph.dense(graph.lstm(convolved, 3, { cellClip: 10 }), 1, [1, 9, 1], { keep: true })];
    return model;
  },

  // Without padding its first answers are none; behind the recurrent layer.
  late() {
    const model = new Model(), graph = new Graph(model), x = graph.value('x', [1, 9, 2]);
    graph.inputs = [x];
    graph.outputs = [graph.conv(graph.lstm(x, 3, { cellClip: 10 }), 2, 3, { causal: false })];
    return model;
  },

  // Token numbers, rows of a table, and a cell written out for each time step behind them.
  embedded() {
    const steps = 4, units = 3, size = 2, model = new Model(), graph = new Graph(model), x = graph.value('x', [1, steps], { type: 2 });
    graph.inputs = [x];
    const rows = graph.op('GATHER', [graph.floats('table', [5, size]), x], [1, steps, size], [[0, 'i32', 0]]);
    const w = graph.floats('w', [units, size]), r = graph.floats('r', [units, units]), b = graph.floats('b', [units]);
    let h = graph.constant('h0', [1, units], new Float32Array(units));
    for (const step of graph.op('UNPACK', [rows], Array(steps).fill([1, size]), [[0, 'i32', steps], [1, 'i32', 1]])) {
      h = graph.op('TANH', [graph.op('ADD', [graph.op('FULLY_CONNECTED', [step, w, b], [1, units]), graph.op('FULLY_CONNECTED', [h, r, -1], [1, units])], [1, units])], [1, units]);
    }
    graph.outputs = [graph.dense(h, 2, [1, 2])];
    return model;
  },
};

async function answer(runtime, name, bytes) {
  const at = runtime._malloc(bytes.length);
  runtime.HEAPU8.set(bytes, at);
  const made = runtime.TFLiteWebModelRunner.CreateFromBufferAndOptions(at, bytes.length, { numThreads: 1, enableProfiling: false, maxProfilingBufferEntries: 0 });
  if (!made.ok()) {
    throw new Error(`${name}: ${made.errorMessage()}`);
  }
  const runner = made.value(), input = runner.GetInputs().get(0), size = shape => shape.split(',').reduce((product, one) => product * one, 1), columns = shape => +shape.split(',').at(-1);
  const isToken = /int32/i.test(input.dataType ?? '') || name === 'embedded';
  const x = isToken ? Int32Array.from(drawn(size(input.shape)), value => Math.floor((value + 0.7) * 3.5)) : drawn(size(input.shape)).map(value => 2 * value);
  input.data().set(x);
  if (!runner.Infer()) {
    throw new Error(`${name} cannot be run`);
  }
  const output = runner.GetOutputs().get(0), y = Float32Array.from(output.data());
  const rows = (values, width) => Array.from({ length: values.length / width }, (_, row) => Array.from(values.slice(row * width, (row + 1) * width)).join(',')).join('\n') + '\n';
  fs.writeFileSync(path.join(folder, `tflite-${name}.x.csv`), rows(x, isToken ? 1 : columns(input.shape)));
  fs.writeFileSync(path.join(folder, `tflite-${name}.y.csv`), rows(y, columns(output.shape)));
}

(async () => {
  const quiet = { print: () => undefined, printErr: text => /INFO/.test(text) ? undefined : process.stderr.write(text + '\n') };
  const runtime = await require(path.join(wasm, 'tflite_web_api_cc.js'))({ wasmBinary: fs.readFileSync(path.join(wasm, 'tflite_web_api_cc.wasm')), ...quiet });
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, make] of Object.entries(models)) {
    const bytes = make().bytes();
    fs.writeFileSync(path.join(folder, `tflite-${name}.tflite`), bytes);
    await answer(runtime, name, bytes);
  }
})().catch(error => {
  process.stderr.write((error.stack ?? error) + '\n');
  process.exit(1);
});
