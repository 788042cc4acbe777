#!/bin/sh
# Guess: clip of an ONNX LSTM limits what every activation takes, the cell state in h(Ct) too: the operator's text says "Clipping bounds
#        the elements of a tensor in the range of [-threshold, +threshold] and is applied to the input of activations".
# What happens: ONNX Runtime limits the sums of the gates and of the candidate. The cell state goes into h as it is: with clip 1.5 and h an
#        identity (Affine, alpha 1, beta 0) the hidden state runs through 1.5, 3, 4.5 and 6. The operator's text would keep it at 1.5.
# Version: onnxruntime-node 1.30.0 (npm), operators of version 14 and 22
# Source: https://onnx.ai/onnx/operators/onnx__LSTM.html (clip; Ht = ot (.) h(Ct))
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-node@1.30.0 onnx-proto@8.0.1 > /dev/null
cat > probe.js <<'JS'
const ort = require('onnxruntime-node'), { onnx } = require('onnx-proto');
const floats = (name, dims, values) => ({ name, dims, dataType: 1, floatData: values });
const value = (name, dims) => ({ name, type: { tensorType: { elemType: 1, shape: { dim: dims.map(dimValue => ({ dimValue })) } } } });

// One unit; gates i o f c. Biases of 50 open the gates: clip cuts them to 1.5, where this HardSigmoid is 1. The candidate takes x.
async function run(opset) {
  const node = { input: ['X', 'W', 'R', 'B'], output: ['Y'], opType: 'LSTM', attribute: [
    { name: 'hidden_size', type: 2, i: 1 }, { name: 'clip', type: 1, f: 1.5 }, { name: 'activations', type: 8, strings: ['HardSigmoid', 'Affine', 'Affine'].map(Buffer.from.bind(Buffer)) },
    { name: 'activation_alpha', type: 6, floats: [1, 1, 1] }, { name: 'activation_beta', type: 6, floats: [0, 0, 0] }] };
  const graph = { name: 'g', node: [node], initializer: [floats('W', [1, 4, 1], [0, 0, 0, 1]), floats('R', [1, 4, 1], [0, 0, 0, 0]), floats('B', [1, 8], [50, 50, 50, 0, 0, 0, 0, 0])], input: [value('X', [4, 1, 1])], output: [value('Y', [4, 1, 1, 1])] };
  const model = onnx.ModelProto.encode(onnx.ModelProto.create({ irVersion: 8, opsetImport: [{ domain: '', version: opset }], graph })).finish();
  const session = await ort.InferenceSession.create(model);
  return Array.from((await session.run({ X: new ort.Tensor('float32', Float32Array.from([5, 5, 5, 5]), [4, 1, 1]) })).Y.data);
}

(async () => {
  console.log('onnxruntime-node', require('onnxruntime-node/package.json').version);
  for (const opset of [14, 22]) {
    const y = await run(opset);
    console.log('opset', opset + ', clip 1.5, x = 5 four times: h =', y.join(' '));
    if (y.join() !== '1.5,3,4.5,6') { console.log('This has changed.'); process.exit(1); }
  }
  console.log('As found: sums are clipped, the cell state in h(Ct) is not.');
})();
JS
node probe.js
