#!/bin/sh
# Guess: a one-directional LSTM is causal, quantised or not: what comes later in the sequence, or in another sequence of the batch, changes no answer
#        that was already due.
# What happens: the operator DynamicQuantizeLSTM takes one scale for all the input of a call: a loud last time step changes the first hidden state, and a
#        loud neighbour in the batch changes a quiet sequence's. Stepping through a stream one sample at a time gives still other answers.
# Version: onnxruntime-node 1.30.0 (npm), operator DynamicQuantizeLSTM of the domain com.microsoft
# Source: https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md (DynamicQuantizeLSTM: nothing is said about the scale of X)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-node@1.30.0 onnx-proto@8.0.1 > /dev/null
cat > probe.js <<'JS'
const ort = require('onnxruntime-node'), { onnx } = require('onnx-proto');
const H = 4, I = 2, gates = 4 * H;
const value = (name, rank) => ({ name, type: { tensorType: { elemType: 1, shape: { dim: Array.from({ length: rank }, (_, k) => ({ dimParam: name + k })) } } } });
const floats = (name, dims, floatData) => ({ name, dims, dataType: 1, floatData });
const bytes = (name, dims, seed) => ({ name, dims, dataType: 3, rawData: Uint8Array.from({ length: dims.reduce((a, b) => a * b) }, (_, k) => (seed * (k + 3) * 37) % 251) });

(async () => {
  const node = { domain: 'com.microsoft', opType: 'DynamicQuantizeLSTM', input: ['X', 'W', 'R', '', '', '', '', '', 'Ws', 'Wz', 'Rs', 'Rz'], output: ['Y'],
    attribute: [{ name: 'hidden_size', type: 2, i: H }] };
  const zero = name => ({ name, dims: [1], dataType: 3, rawData: Uint8Array.from([0]) });
  const graph = { name: 'g', node: [node], input: [value('X', 3)], output: [value('Y', 4)], initializer: [bytes('W', [1, I, gates], 1), bytes('R', [1, H, gates], 2),
    floats('Ws', [1], [0.01]), floats('Rs', [1], [0.005]), zero('Wz'), zero('Rz')] };
  const model = onnx.ModelProto.encode(onnx.ModelProto.create({ irVersion: 8, opsetImport: [{ domain: '', version: 14 }, { domain: 'com.microsoft', version: 1 }], graph })).finish();
  const session = await ort.InferenceSession.create(model);
  const first = async (steps, batch, x) => Array.from((await session.run({ X: new ort.Tensor('float32', Float32Array.from(x), [steps, batch, I]) })).Y.data).slice(0, H);
  const show = (text, h) => console.log(text, h.map(v => v.toFixed(6)).join(' '));

  console.log('onnxruntime-node', require('onnxruntime-node/package.json').version);
  const quiet = await first(3, 1, [0.3, -0.7, 0.2, 0.1, -0.4, 0.5]);
  const loudEnd = await first(3, 1, [0.3, -0.7, 0.2, 0.1, -40, 50]);
  const neighbour = await first(1, 2, [0.3, -0.7, 40, -50]);
  const alone = await first(1, 1, [0.3, -0.7]);
  show('first hidden state, quiet sequence:          ', quiet);
  show('the same, third time step a hundred times as loud:', loudEnd);
  show('first time step alone:                       ', alone);
  show('first time step, a loud neighbour in the batch:', neighbour);
  const differs = (a, b) => a.some((v, k) => Math.abs(v - b[k]) > 0.001);
  const found = differs(quiet, loudEnd) && differs(alone, neighbour);
  console.log(found ? 'As found: later time steps and neighbours change the first answer.' : 'This has changed.');
  process.exit(found ? 0 : 1);
})();
JS
node probe.js
