// The same from C++: caller_cpp DIR prints what the C program prints.
#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "gasalarm.h"
#include "meter.h"
#include "tagger.h"

static void check(int code) {
  if (code >= 0) return;
  std::string text(gasalarm_last_error(nullptr, 0) + 1, '\0');
  gasalarm_last_error(&text[0], text.size());
  throw std::runtime_error(text);
}

static std::uint32_t seed = 1;

static std::vector<float> next(std::size_t size) {
  std::vector<float> sample(size);
  for (float &value : sample) {
    seed = seed * 1664525u + 1013904223u;
    value = static_cast<float>(static_cast<int>(seed >> 8) % 2001 - 1000) / 500.0f;
  }
  return sample;
}

static void print(const char *name, const std::vector<float> &values) {
  for (float value : values) {
    std::uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    std::printf("%s %08x\n", name, bits);
  }
}

int main(int, char **arguments) {
  const std::string folder = arguments[1];

  gasalarm_model *alarm;
  check(gasalarm_init_embedded(&alarm));
  const std::unique_ptr<gasalarm_model, void (*)(gasalarm_model *)> owned(alarm, gasalarm_free);
  gasalarm_state state;
  check(gasalarm_reset(alarm, &state));
  for (int t = 0; t < 500; t++) {
    std::vector<float> result(GASALARM_OUTPUT_SIZE);
    check(gasalarm_step(alarm, &state, next(GASALARM_INPUT_SIZE).data(), result.data()));
    print("gasalarm", result);
  }

  meter_model *model;
  check(meter_init_file(&model, (folder + "/meter.safetensors").c_str()));
  const auto metered = std::make_unique<meter_state>();
  check(meter_reset(model, metered.get()));
  for (int t = 0; t < 500; t++) {
    std::vector<float> result(METER_OUTPUT_SIZE);
    const int code = meter_step(model, metered.get(), next(METER_INPUT_SIZE).data(), result.data());
    check(code);
    if (code == METER_OK) print("meter", result);
  }
  meter_free(model);

  tagger_model *tagger;
  check(tagger_init_file(&tagger, (folder + "/tagger.safetensors").c_str()));
  tagger_state begin;
  check(tagger_reset(tagger, &begin));
  std::vector<float> tokens(50), tags(50 * TAGGER_OUTPUT_SIZE), workspace(50 * TAGGER_WORKSPACE_PER_STEP);
  for (std::size_t t = 0; t < tokens.size(); t++) tokens[t] = static_cast<float>(t * 7 % 40);
  check(tagger_run(tagger, &begin, tokens.data(), tokens.size(), tags.data(), workspace.data()));
  print("tagger", tags);
  tagger_free(tagger);

  try {
    check(tagger_init_file(&tagger, "nowhere.safetensors"));
    return 1;
  } catch (const std::runtime_error &error) {
    return std::strstr(error.what(), "nowhere.safetensors") ? 0 : 1;
  }
}
