// What a C program gets of the networks that Program.cs runs: caller DIR prints the bits of every result, caller --cost what
// crossing the border takes. Errors are tried on the way; one that is not as it should be ends the program with 1.
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "gasalarm.h"
#include "meter.h"
#include "tagger.h"

enum { STEPS = 500, TOKENS = 50, ROUNDS = 31, CALLS = 200000 };

static uint32_t seed = 1;

static void next(float *sample, int size) {
  for (int i = 0; i < size; i++) {
    seed = seed * 1664525u + 1013904223u;
    sample[i] = (float)((int)(seed >> 8) % 2001 - 1000) / 500.0f;
  }
}

static void print(const char *name, const float *values, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, &values[i], sizeof bits);
    printf("%s %08x\n", name, bits);
  }
}

static void expect(int condition, const char *what) {
  if (condition) return;
  char text[400] = "";
  gasalarm_last_error(text, sizeof text);
  fprintf(stderr, "not so: %s (last error: %s)\n", what, text);
  exit(1);
}

static int said(const char *part) {
  char text[400];
  return gasalarm_last_error(text, sizeof text) > 0 && strstr(text, part) != NULL;
}

static void *load(const char *path, long *length) {
  FILE *file = fopen(path, "rb");
  expect(file != NULL, path);
  fseek(file, 0, SEEK_END);
  *length = ftell(file);
  rewind(file);
  void *bytes = malloc((size_t)*length);
  expect(fread(bytes, 1, (size_t)*length, file) == (size_t)*length, path);
  fclose(file);
  return bytes;
}

static const gasalarm_model *shared;
static float threaded[STEPS];

// A stream on a thread that .NET did not make.
static void *stream(void *unused) {
  gasalarm_state state;
  uint32_t mine = 1;
  if (gasalarm_reset(shared, &state) != GASALARM_OK) return "reset";
  for (int t = 0; t < STEPS; t++) {
    float sample[GASALARM_INPUT_SIZE];
    for (int i = 0; i < GASALARM_INPUT_SIZE; i++) {
      mine = mine * 1664525u + 1013904223u;
      sample[i] = (float)((int)(mine >> 8) % 2001 - 1000) / 500.0f;
    }
    if (gasalarm_step(shared, &state, sample, &threaded[t]) != GASALARM_OK) return "step";
  }
  return unused;
}

static void alarms(void) {
  gasalarm_model *model = NULL;
  expect(gasalarm_init_embedded(&model) == GASALARM_OK, "embedded weights");
  expect(gasalarm_state_bytes() == sizeof(gasalarm_state), "the state's size");
  gasalarm_state state, checkpoint;
  expect(gasalarm_reset(model, &state) == GASALARM_OK, "reset");
  checkpoint = state;
  float samples[STEPS][GASALARM_INPUT_SIZE], results[STEPS], again[STEPS];
  for (int t = 0; t < STEPS; t++) {
    next(samples[t], GASALARM_INPUT_SIZE);
    expect(gasalarm_step(model, &state, samples[t], &results[t]) == GASALARM_OK, "step");
  }
  print("gasalarm", results, STEPS);
  expect(gasalarm_run(model, &checkpoint, samples[0], STEPS, again) == GASALARM_OK, "run");
  expect(memcmp(results, again, sizeof again) == 0, "run gives the bits of step");
  expect(memcmp(state.values, checkpoint.values, sizeof state.values) == 0, "and its state");

  shared = model;
  pthread_t threads[2];
  for (int i = 0; i < 2; i++) {
    void *fault = NULL;
    expect(pthread_create(&threads[i], NULL, stream, NULL) == 0, "a thread");
    pthread_join(threads[i], &fault);
    expect(fault == NULL, "a stream on a thread of its own");
    expect(memcmp(results, threaded, sizeof threaded) == 0, "its bits");
  }

  // Every mistake is a code and a text, and leaves the state alone.
  float result;
  gasalarm_state before = state;
  expect(gasalarm_step(NULL, &state, samples[0], &result) == GASALARM_BAD_ARGUMENT && said("model is a null"), "no model");
  expect(gasalarm_step(model, NULL, samples[0], &result) == GASALARM_BAD_ARGUMENT && said("state is a null"), "no state");
  expect(gasalarm_step(model, (gasalarm_state *)((char *)&state + 4), samples[0], &result) == GASALARM_BAD_ARGUMENT && said("multiple of 16"), "a misaligned state");
  expect(gasalarm_step(model, &state, NULL, &result) == GASALARM_BAD_ARGUMENT && said("inputs"), "no input");
  expect(gasalarm_step(model, &state, samples[0], NULL) == GASALARM_BAD_ARGUMENT && said("outputs"), "no output");
  expect(gasalarm_run(model, &state, samples[0], SIZE_MAX, &result) == GASALARM_BAD_ARGUMENT && said("time steps"), "too many steps");
  expect(gasalarm_run(model, &state, samples[0], INT32_MAX / GASALARM_INPUT_SIZE + 1, &result) == GASALARM_BAD_ARGUMENT && said("more than 1073741823 time steps"), "one step too many");
  expect(gasalarm_run(model, &state, NULL, 0, NULL) == GASALARM_OK, "no steps");
  expect(gasalarm_run(model, NULL, NULL, 0, NULL) == GASALARM_BAD_ARGUMENT && said("state is a null"), "no steps of no state");
  expect(gasalarm_run(model, &state, NULL, 1, &result) == GASALARM_BAD_ARGUMENT && said("inputs"), "a step without a sample");
  expect(memcmp(&before, &state, sizeof state.values) == 0, "the state is as it was");
  int32_t column = 7;
  float wild[GASALARM_INPUT_SIZE] = {0};
  expect(gasalarm_check(model, wild, &column) == GASALARM_OK && column == -1, "a plausible sample");
  wild[1] = HUGE_VALF;
  expect(gasalarm_check(model, wild, &column) == GASALARM_OUT_OF_RANGE && column == 1, "an infinite value");
  expect(gasalarm_check(model, wild, NULL) == GASALARM_OUT_OF_RANGE, "whichever it is");
  expect(gasalarm_check(NULL, wild, NULL) == GASALARM_BAD_ARGUMENT && said("model is a null"), "no model to ask");
  expect(gasalarm_check(model, NULL, NULL) == GASALARM_BAD_ARGUMENT && said("inputs"), "no sample to ask about");
  float threshold = 7;
  expect(gasalarm_thresholds(model, &threshold) == GASALARM_OK && threshold == 0.5f, "the usual threshold, as the weights have none");
  expect(gasalarm_thresholds(NULL, &threshold) == GASALARM_BAD_ARGUMENT && said("model is a null"), "no model to ask for thresholds");
  expect(gasalarm_thresholds(model, NULL) == GASALARM_BAD_ARGUMENT && said("outputs"), "nowhere to put thresholds");
  char little[8];
  size_t whole = gasalarm_last_error(little, sizeof little);
  expect(whole > 7 && strlen(little) == 7, "a short buffer");
  expect(gasalarm_last_error(NULL, 0) == whole, "no buffer");
  gasalarm_model *none = NULL;
  expect(gasalarm_init_embedded(NULL) == GASALARM_BAD_ARGUMENT, "nowhere to put a model");
  expect(gasalarm_init_file(&none, "does/not/exist.safetensors") == GASALARM_BAD_WEIGHTS && said("does/not/exist.safetensors") && none == NULL, "no file");
  expect(gasalarm_init_file(&none, "") == GASALARM_BAD_ARGUMENT && said("The path is empty") && !said("Parameter") && none == NULL, "an empty path");
  expect(gasalarm_init_memory(&none, "nonsense", 8) == GASALARM_BAD_WEIGHTS && none == NULL, "nonsense");
  expect(gasalarm_describe(little, sizeof little) > 7, "the body has a name");
  gasalarm_free(model);
  gasalarm_free(NULL);
}

static void meter(const char *folder) {
  char path[1000];
  snprintf(path, sizeof path, "%s/meter.safetensors", folder);
  long length;
  void *bytes = load(path, &length);
  meter_model *model = NULL;
  ((char *)bytes)[length - 1] ^= 0x7f; // a value that is no longer finite, or a trailing byte: either way another file
  expect(meter_init_memory(&model, bytes, (size_t)length / 2) == METER_BAD_WEIGHTS && model == NULL, "half a file");
  ((char *)bytes)[length - 1] ^= 0x7f;
  expect(meter_init_memory(&model, bytes, (size_t)length) == METER_OK, "a file in memory");
  free(bytes);
  meter_state state, second;
  expect(meter_reset(model, &state) == METER_OK && meter_reset(model, &second) == METER_OK, "reset");
  int begins = 0;
  for (size_t i = 0; i < sizeof state.values / sizeof *state.values; i++) begins |= state.values[i] != 0;
  expect(begins, "the state begins with what came with the weights");
  static float samples[STEPS][METER_INPUT_SIZE], results[STEPS * METER_OUTPUT_SIZE], again[STEPS * METER_OUTPUT_SIZE];
  size_t count = 0, counted = 0;
  for (int t = 0; t < STEPS; t++) {
    next(samples[t], METER_INPUT_SIZE);
    int code = meter_step(model, &state, samples[t], &results[count * METER_OUTPUT_SIZE]);
    expect(code >= 0, "step");
    count += code == METER_OK;
  }
  print("meter", results, count * METER_OUTPUT_SIZE);
  expect(meter_run(model, &second, samples[0], STEPS, again, &counted) == METER_OK, "run");
  expect(counted == count && count == METER_RESULTS(STEPS), "as many results");
  expect(memcmp(results, again, count * METER_OUTPUT_SIZE * sizeof *results) == 0, "run gives the bits of step");
  expect(meter_run(model, &second, NULL, 0, NULL, &counted) == METER_OK && counted == 0, "no steps, no results");
  expect(meter_run(model, &second, NULL, 0, NULL, NULL) == METER_BAD_ARGUMENT, "nowhere to count");
  gasalarm_state small;
  float result;
  expect(gasalarm_step((gasalarm_model *)model, &small, samples[0], &result) == GASALARM_BAD_ARGUMENT && said("another network"), "another network's model");
  meter_free(model);
}

static void tagger(const char *folder) {
  char path[1000];
  snprintf(path, sizeof path, "%s/tagger.safetensors", folder);
  tagger_model *model = NULL;
  expect(tagger_init_file(&model, path) == TAGGER_OK, "a file");
  tagger_state state;
  expect(tagger_reset(model, &state) == TAGGER_OK, "reset");
  float tokens[TOKENS], tags[TOKENS * TAGGER_OUTPUT_SIZE], workspace[TOKENS * TAGGER_WORKSPACE_PER_STEP];
  for (int t = 0; t < TOKENS; t++) tokens[t] = (float)(t * 7 % 40);
  expect(tagger_run(model, &state, tokens, TOKENS, tags, workspace) == TAGGER_OK, "run");
  print("tagger", tags, TOKENS * TAGGER_OUTPUT_SIZE);
  tokens[3] = 40;
  expect(tagger_run(model, &state, tokens, TOKENS, tags, workspace) == TAGGER_BAD_ARGUMENT && said("40"), "no token");
  expect(tagger_run(model, &state, tokens, 0, tags, workspace) == TAGGER_BAD_ARGUMENT, "an empty sequence");
  expect(tagger_run(model, &state, tokens, 1, tags, NULL) == TAGGER_BAD_ARGUMENT, "no workspace");
  tagger_free(model);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int ascending(const void *a, const void *b) { return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b); }

static void cost(void) {
  gasalarm_model *model;
  gasalarm_state state;
  float sample[GASALARM_INPUT_SIZE], result;
  double step[ROUNDS], border[ROUNDS];
  expect(gasalarm_init_embedded(&model) == GASALARM_OK && gasalarm_reset(model, &state) == GASALARM_OK, "a model");
  next(sample, GASALARM_INPUT_SIZE);
  for (int round = 0; round < ROUNDS; round++) {
    double start = now();
    for (int call = 0; call < CALLS; call++) gasalarm_step(model, &state, sample, &result);
    double between = now();
    for (int call = 0; call < CALLS; call++) gasalarm_state_bytes();
    border[round] = (now() - between) / CALLS;
    step[round] = (between - start) / CALLS;
  }
  qsort(step, ROUNDS, sizeof *step, ascending);
  qsort(border, ROUNDS, sizeof *border, ascending);
  printf("C step %.1f ns, an empty call %.1f ns\n", step[ROUNDS / 2], border[ROUNDS / 2]);
}

int main(int count, char **arguments) {
  if (count != 2) return 2;
  if (strcmp(arguments[1], "--cost") == 0) {
    cost();
    return 0;
  }
  char body[200];
  gasalarm_describe(body, sizeof body);
  fprintf(stderr, "%s\n", body);
  alarms();
  meter(arguments[1]);
  tagger(arguments[1]);
  return 0;
}
