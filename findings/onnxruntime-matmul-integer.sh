#!/bin/sh
# Guess: MatMulInteger gives the same integers on every processor: products of 8-bit integers, summed in 32 bits (the operator's text: "The
#        production MUST never overflow. The accumulation may overflow if and only if in 32 bits"), and nothing is rounded.
# What happens: on a processor with AVX2 but without VNNI sums come out wrong where two neighbouring products together leave 16 bits, which
#        happens silently: with random bytes 42 of 99 columns of 32 products each (68261 in place of 53879). With VNNI and with processors older than AVX2
#        all are right. A network that was quantised to u8 activations and s8 weights and checked on one machine computes something else on another.
# Version: onnxruntime-node 1.30.0 (npm); the processors are those of QEMU's user mode (Debian: qemu-user-static): -cpu Haswell and -cpu Nehalem
# Source: https://onnx.ai/onnx/operators/onnx__MatMulInteger.html; https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
#        (tells of a saturation issue of VPMADDUBSW and of weights in 7 bits as the way around, as a matter of accuracy)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-node@1.30.0 onnx-proto@8.0.1 > /dev/null
cat > probe.js <<'JS'
const ort = require('onnxruntime-node'), { onnx } = require('onnx-proto');
const value = (name, elemType, dims) => ({ name, type: { tensorType: { elemType, shape: { dim: dims.map(dimValue => ({ dimValue })) } } } });
const products = 32, columns = 99;
let seed = 1;
const byte = () => (seed = (seed * 1103515245 + 12345) % 2147483648) >> 16 & 255;

(async () => {
  const graph = { name: 'g', node: [{ input: ['A', 'B'], output: ['Y'], opType: 'MatMulInteger' }], input: [value('A', 2, [1, products]), value('B', 3, [products, columns])], output: [value('Y', 6, [1, columns])] };
  const session = await ort.InferenceSession.create(onnx.ModelProto.encode(onnx.ModelProto.create({ irVersion: 8, opsetImport: [{ domain: '', version: 13 }], graph })).finish());
  const a = Uint8Array.from({ length: products }, byte), b = Int8Array.from({ length: products * columns }, byte);
  const y = (await session.run({ A: new ort.Tensor('uint8', a, [1, products]), B: new ort.Tensor('int8', b, [products, columns]) })).Y.data;
  const sums = Array.from({ length: columns }, (_, column) => a.reduce((sum, value, row) => sum + value * b[row * columns + column], 0));
  const wrong = sums.map((sum, column) => [sum, y[column]]).filter(([sum, answer]) => sum !== answer);
  console.log(`${wrong.length} of ${columns}${wrong.length > 0 ? `, the first ${wrong[0][1]} for ${wrong[0][0]}` : ''}`);
})();
JS
echo "onnxruntime-node $(node -p "require('onnxruntime-node/package.json').version"), sums that are wrong:"
haswell=$(qemu-x86_64-static -cpu Haswell "$(command -v node)" probe.js 2>warnings)
nehalem=$(qemu-x86_64-static -cpu Nehalem "$(command -v node)" probe.js 2>warnings)
echo "  AVX2 without VNNI: $haswell"
echo "  before AVX2:       $nehalem"
if [ "$haswell" = '42 of 99, the first 68261 for 53879' ] && [ "$nehalem" = '0 of 99' ]; then echo 'As found: what it computes depends on the processor.'; else echo 'This has changed.'; exit 1; fi
