#!/bin/sh
# Guess: TensorFlow.js's recurrent layers have the defaults of Keras, whose interface they follow: sigmoid gates, and GRU with the reset gate after the
#        product (reset_after), as Keras has had since 2.3.
# What happens: gates are hard sigmoids in LSTM and GRU alike, 0.2x + 0.5 (Keras 3's own hard sigmoid is x/6 + 0.5), so the same weights give other
#        answers where a configuration leaves recurrent_activation out; and a GRU with reset_after, Keras's default, is refused.
# Version: @tensorflow/tfjs 4.22.0 (npm)
# Source: https://js.tensorflow.org/api/4.22.0/#layers.lstm (recurrentActivation); https://keras.io/api/layers/recurrent_layers/gru (reset_after)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs@4.22.0 > /dev/null 2>&1
cat > probe.js <<'JS'
console.log = (print => (text, ...more) => /^\s*=*\s*$|Hi, looks like/.test(text) ? undefined : print(text, ...more))(console.log);
console.warn = () => undefined;
const tf = require('@tensorflow/tfjs');
const keras = (type, config) => tf.models.modelFromJSON({ modelTopology: { class_name: 'Sequential', config: { name: 's', layers: [{ class_name: type, config: { name: 'r', units: 1, batch_input_shape: [null, 1, 1], ...config } }] } } });

(async () => {
  console.log('@tensorflow/tfjs ' + tf.version.tfjs);
  const lstm = await keras('LSTM', {});
  lstm.setWeights([tf.tensor2d([[0, 0, 1, 0]]), tf.tensor2d([[0, 0, 0, 0]]), tf.tensor1d([1, 0, 0, 1])]);
  const y = lstm.predict(tf.tensor3d([[[2]]])).dataSync()[0];
  const gate = { hard: 0.2 * 1 + 0.5, sigmoid: 1 / (1 + Math.exp(-1)) };
  const answer = g => g * Math.tanh(g * Math.tanh(2));
  console.log(`LSTM without recurrent_activation: ${y.toFixed(6)}; with hard sigmoid gates ${answer(gate.hard).toFixed(6)}, with sigmoid gates ${answer(gate.sigmoid).toFixed(6)}`);
  const gru = (await keras('GRU', {})).layers[0].getConfig().recurrentActivation;
  const refusal = await keras('GRU', { reset_after: true }).then(() => 'loaded', error => error.message);
  console.log(`GRU without recurrent_activation: ${gru}; with reset_after: ${refusal}`);
  const found = Math.abs(y - answer(gate.hard)) < 1e-5 && gru === 'hardSigmoid' && refusal !== 'loaded';
  console.log(found ? 'As found: other defaults than those of Keras.' : 'This has changed.');
  process.exit(found ? 0 : 1);
})();
JS
node probe.js
