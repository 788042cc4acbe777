#!/bin/sh
# Guess: an ONNX LSTM, GRU or RNN node that names Affine, ScaledTanh or ThresholdedRelu without activation_alpha and activation_beta
#        computes with the defaults of "the corresponding ONNX operators" (ThresholdedRelu: alpha 1), or is refused where there is none.
# What happens: ONNX Runtime takes 0 for both numbers of all three and says nothing: Affine and ScaledTanh answer 0 whatever comes in,
#        ThresholdedRelu passes 0.5, which lies below the alpha of 1 that the operator's text gives. LeakyRelu, Elu and HardSigmoid
#        have the text's defaults.
# Version: onnxruntime-node 1.30.0 (npm), operators of version 14 and 22
# Source: https://onnx.ai/onnx/operators/onnx__LSTM.html (activation_alpha, activation_beta), https://onnx.ai/onnx/operators/onnx__ThresholdedRelu.html
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-node@1.30.0 onnx-proto@8.0.1 > /dev/null
cat > probe.js <<'JS'
const ort = require('onnxruntime-node'), { onnx } = require('onnx-proto');
const floats = (name, dims, values) => ({ name, dims, dataType: 1, floatData: values });
const value = (name, dims) => ({ name, type: { tensorType: { elemType: 1, shape: { dim: dims.map(dimValue => ({ dimValue })) } } } });
const x = [-2, -0.5, 0.5, 2];

async function run(activation, opset) {
  const node = { input: ['X', 'W', 'R'], output: ['Y'], opType: 'RNN', attribute: [
    { name: 'hidden_size', type: 2, i: 1 }, { name: 'activations', type: 8, strings: [Buffer.from(activation)] }] };
  const graph = { name: 'g', node: [node], initializer: [floats('W', [1, 1, 1], [1]), floats('R', [1, 1, 1], [0])], input: [value('X', [4, 1, 1])], output: [value('Y', [4, 1, 1, 1])] };
  const model = onnx.ModelProto.encode(onnx.ModelProto.create({ irVersion: 8, opsetImport: [{ domain: '', version: opset }], graph })).finish();
  const session = await ort.InferenceSession.create(model);
  return Array.from((await session.run({ X: new ort.Tensor('float32', Float32Array.from(x), [4, 1, 1]) })).Y.data);
}

(async () => {
  console.log('onnxruntime-node', require('onnxruntime-node/package.json').version, 'x =', x.join(' '));
  const seen = {};
  for (const name of ['Affine', 'ScaledTanh', 'ThresholdedRelu', 'LeakyRelu', 'Elu', 'HardSigmoid']) {
    for (const opset of [14, 22]) {
      seen[name] = await run(name, opset);
      console.log(name, 'opset', opset + ':', seen[name].join(' '));
    }
  }
  const zeros = seen.Affine.concat(seen.ScaledTanh).every(y => y === 0), passes = seen.ThresholdedRelu[2] === 0.5;
  const others = Math.abs(seen.LeakyRelu[0] + 0.02) < 1e-6 && Math.abs(seen.HardSigmoid[2] - 0.6) < 1e-6 && Math.abs(seen.Elu[0] - Math.expm1(-2)) < 1e-6;
  if (!(zeros && passes && others)) { console.log('This has changed.'); process.exit(1); }
  console.log('As found: 0 and 0 for Affine and ScaledTanh, alpha 0 for ThresholdedRelu.');
})();
JS
node probe.js
