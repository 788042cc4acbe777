#!/bin/sh
# Guess: a Keras model with a causal Conv1D, as networks for streams have it, that TensorFlow.js loads can also be run there.
# What happens: it loads and builds without a word, though with the output shape of padding "valid" (6 of 8 time steps with a kernel of 3; Keras has 8);
#        predict then throws, as the layer has no causal padding. A network converted from Keras is so only found out when the first sample comes.
#        The same layer with padding "valid" behind a ZeroPadding1D would be the way around, but there is no ZeroPadding1D either.
# Version: @tensorflow/tfjs 4.22.0 (npm)
# Source: https://js.tensorflow.org/api/4.22.0/#layers.conv1d (padding: 'valid'|'same'|'causal')
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs@4.22.0 > /dev/null 2>&1
cat > probe.js <<'JS'
console.log = (print => (text, ...more) => /^\s*=*\s*$|Hi, looks like/.test(text) ? undefined : print(text, ...more))(console.log);
console.warn = () => undefined;
const tf = require('@tensorflow/tfjs');
const keras = layer => tf.models.modelFromJSON({ modelTopology: { class_name: 'Sequential', config: { name: 's', layers: [layer] } } });

(async () => {
  console.log('@tensorflow/tfjs ' + tf.version.tfjs);
  const conv = padding => keras({ class_name: 'Conv1D', config: { name: 'c', filters: 2, kernel_size: [3], strides: [1], padding, batch_input_shape: [null, 8, 1] } });
  const run = model => { try { return 'answers of shape [' + model.predict(tf.ones([1, 8, 1])).shape + ']'; } catch (error) { return 'throws: ' + error.message; } };
  const causal = await conv('causal'), valid = await conv('valid');
  const found = run(causal);
  console.log(`causal: loads, output shape [${causal.outputs[0].shape}], predict ${found}`);
  console.log(`valid: loads, output shape [${valid.outputs[0].shape}], predict ${run(valid)}`);
  const padding = await keras({ class_name: 'ZeroPadding1D', config: { name: 'p', padding: [2, 0], batch_input_shape: [null, 8, 1] } }).then(() => 'loads', error => 'refused: ' + error.message.split('.')[0]);
  console.log(`ZeroPadding1D: ${padding}`);
  const same = found.startsWith('throws') && causal.outputs[0].shape[1] === 6 && padding.startsWith('refused');
  console.log(same ? 'As found: it loads and cannot be run.' : 'This has changed.');
  process.exit(same ? 0 : 1);
})();
JS
node probe.js
