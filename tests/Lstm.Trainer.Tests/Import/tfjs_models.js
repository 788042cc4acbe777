// Writes layers models of TensorFlow.js with random weights, and what TensorFlow.js itself answers to random samples.
//
//     npm install @tensorflow/tfjs@4.22.0
//     node tfjs_models.js FOLDER
//
// own and trained are as model.save writes them, converted as tensorflowjs_converter does, with its quantised weights and a config that leaves out
// what has a default.
const fs = require('fs');
const path = require('path');
console.log = () => undefined; // the library advertises
console.warn = () => undefined;
const tf = require(require.resolve('@tensorflow/tfjs', { paths: [process.cwd(), __dirname] }));

const folder = process.argv[2];
let seed = 7;
const uniform = () => (seed = (seed * 48271) % 2147483647) / 2147483647 * 1.4 - 0.7;
const drawn = count => Float32Array.from({ length: count }, uniform);

function redraw(model) {
  model.setWeights(model.getWeights().map((weight, k) => tf.tensor(drawn(weight.size).map(value => /moving_variance/.test(model.weights[k].originalName) ? value + 1 : value), weight.shape)));
}

function write(name, artifacts, paths) {
  const target = path.join(folder, name);
  fs.mkdirSync(target, { recursive: true });
  const { weightData, weightSpecs, ...rest } = artifacts;
  const bytes = Buffer.from(tf.io.CompositeArrayBuffer ? tf.io.CompositeArrayBuffer.join(weightData) : weightData);
  const step = Math.ceil(bytes.length / paths.length);
  paths.forEach((file, k) => fs.writeFileSync(path.join(target, file), bytes.subarray(k * step, (k + 1) * step)));
  fs.writeFileSync(path.join(target, 'model.json'), JSON.stringify({ ...rest, weightsManifest: [{ paths, weights: weightSpecs }] }) + '\n');
}

function answer(name, model, steps, inputs) {
  const x = drawn(steps * inputs);
  const y = model.predict(tf.tensor3d(x, [1, steps, inputs]));
  const rows = (values, columns) => Array.from({ length: values.length / columns }, (_, row) => Array.from(values.slice(row * columns, (row + 1) * columns)).join(',')).join('\n') + '\n';
  fs.writeFileSync(path.join(folder, name, 'x.csv'), rows(x, inputs));
  fs.writeFileSync(path.join(folder, name, 'y.csv'), rows(y.dataSync(), y.shape[y.shape.length - 1]));
}

const save = (name, model, paths, options) => model.save(tf.io.withSaveHandler(async artifacts => {
  write(name, artifacts, paths);
  return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
}), options);

async function own() {
  const model = tf.sequential({
    layers: [
      tf.layers.conv1d({ inputShape: [null, 2], filters: 3, kernelSize: 1, activation: 'relu' }),
      tf.layers.bidirectional({ layer: tf.layers.gru({ units: 2, returnSequences: true }), mergeMode: 'concat' }),
      tf.layers.lstm({ units: 3, returnSequences: true }),
      tf.layers.batchNormalization(),
      tf.layers.leakyReLU(),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.simpleRNN({ units: 2 }),
      tf.layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });
  redraw(model);
  await save('tfjs-own', model, ['group1-shard1of2.bin', 'group1-shard2of2.bin']);
  answer('tfjs-own', model, 9, 2);
}

async function trained() {
  const input = tf.input({ shape: [6, 2] });
  const states = tf.layers.lstm({ units: 3, returnSequences: true, recurrentActivation: 'sigmoid' }).apply(input);
  const output = tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 1 }) }).apply(states);
  const model = tf.model({ inputs: input, outputs: output });
  redraw(model);
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
  await model.trainOnBatch(tf.tensor3d(drawn(12), [1, 6, 2]), tf.tensor3d(drawn(6), [1, 6, 1]));
  await save('tfjs-trained', model, ['model.weights.bin'], { includeOptimizer: true });
  answer('tfjs-trained', model, 6, 2);
}

async function converted() {
  const layer = (type, config) => ({ class_name: type, config });
  const modelTopology = {
    keras_version: '2.15.0',
    backend: 'tensorflow',
    model_config: {
      class_name: 'Sequential',
      config: {
        name: 'sequential',
        layers: [
          layer('InputLayer', { batch_input_shape: [null, 12, 2], dtype: 'float32', sparse: false, ragged: false, name: 'lstm_input' }),
          layer('LSTM', { name: 'lstm', units: 3, return_sequences: true, unit_forget_bias: true }),
          layer('GRU', { name: 'gru', units: 3, use_bias: null, recurrent_activation: 'sigmoid', return_sequences: true }),
          layer('LSTM', { name: 'lstm_1', units: 2, activation: null }),
          layer('LeakyReLU', { name: 'leaky' }),
          layer('Dense', { name: 'dense', units: 2 }),
        ],
      },
    },
  };
  const weights = [['lstm/lstm_cell/kernel', [2, 12], 'uint8'], ['lstm/lstm_cell/recurrent_kernel', [3, 12], 'uint16'], ['lstm/lstm_cell/bias', [12], null], ['gru/gru_cell/kernel', [3, 9], 'float16'], ['gru/gru_cell/recurrent_kernel', [3, 9], 'uint8'], ['gru/gru_cell/bias', [9], 'uint16'], ['lstm_1/lstm_cell_1/kernel', [3, 8], null], ['lstm_1/lstm_cell_1/recurrent_kernel', [2, 8], 'uint8'], ['lstm_1/lstm_cell_1/bias', [8], 'float16'], ['dense/kernel', [2, 2], 'float16'], ['dense/bias', [2], null]];
  const parts = [];
  const weightSpecs = weights.map(([name, shape, type]) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const levels = { uint8: 255, uint16: 65535 }[type];
    if (type === null) {
      parts.push(Buffer.from(drawn(count).buffer));
      return { name, shape, dtype: 'float32' };
    }
    const whole = Array.from({ length: count }, () => Math.floor((uniform() + 0.7) / 1.4 * (levels ?? 0x3900)));
    parts.push(Buffer.from(type === 'uint8' ? Uint8Array.from(whole).buffer : Uint16Array.from(whole).buffer)); // a half below 0.625
    return { name, shape, dtype: 'float32', quantization: levels ? { dtype: type, scale: 1.4 / levels, min: -0.7, original_dtype: 'float32' } : { dtype: type, original_dtype: 'float32' } };
  });
  const bytes = Buffer.concat(parts);
  const artifacts = { format: 'layers-model', generatedBy: 'keras v2.15.0', convertedBy: 'TensorFlow.js Converter v4.22.0', modelTopology, weightSpecs, weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) };
  write('tfjs-converted', artifacts, ['group1-shard1of1.bin']);
  answer('tfjs-converted', await tf.loadLayersModel(tf.io.fromMemory(artifacts)), 12, 2);
}

own().then(trained).then(converted).catch(error => {
  process.stderr.write(error.stack + '\n');
  process.exit(1);
});
