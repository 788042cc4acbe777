// driver CASES: runs every golden network of CASES through each instruction set that the library has, and compares
// the hash of its outputs with the expected one. Prints a line for each, "NAME ISA HASH ok|DIFFERENT", and at the end
// "N passed, N failed"; the exit code is 0 when something passed and nothing failed.
//
// CASES, all numbers little-endian, nothing padded:
//
//   8 bytes  "LSTMGOLD"
//   u32      number of cases
//   and for each case
//   u32      bytes of the name
//   bytes    the name, ASCII: the case calls golden_NAME
//   u32      number of packed weights
//   f32 …    the packed weights (docs/packed-layout.md)
//   u32      bytes of the state
//   u32      time steps
//   u64      the expected hash
//
// Weights and state are put on 64-byte boundaries, as near as that allows to the end of their memory page, and the
// page behind cannot be read: a kernel that runs past its weights is caught in the act.
#define _GNU_SOURCE
#include <inttypes.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef int64_t golden(float *packed_weights, uint8_t *state, int32_t steps, int32_t isa);

// exports.h is written by run.sh: EXPORT(NAME) for every golden_NAME of the library.
int isa(void);
#define EXPORT(name) golden golden_##name;
#include "exports.h"
#undef EXPORT

static struct { const char *name; golden *run; int seen; } exports[] = {
#define EXPORT(name) { #name, golden_##name, 0 },
#include "exports.h"
#undef EXPORT
};
#define EXPORTS (sizeof exports / sizeof *exports)

static const char *const isa_names[] = { "scalar", "neon" };

static const uint8_t *file, *file_end;

static void die(const char *what) {
  fprintf(stderr, "driver: %s\n", what);
  exit(2);
}

static const uint8_t *take(size_t bytes) {
  if ((size_t)(file_end - file) < bytes) die("the file of cases is cut short");
  const uint8_t *start = file;
  file += bytes;
  return start;
}

static uint32_t take_u32(void) {
  uint32_t value;
  memcpy(&value, take(4), 4);
  return value;
}

static void open_file(const char *path) {
  FILE *stream = fopen(path, "rb");
  if (!stream) die("the file of cases cannot be opened");
  fseek(stream, 0, SEEK_END);
  long size = ftell(stream);
  rewind(stream);
  uint8_t *bytes = malloc(size + 1);
  if (fread(bytes, 1, size, stream) != (size_t)size) die("the file of cases cannot be read");
  fclose(stream);
  file = bytes;
  file_end = bytes + size;
  if (memcmp(take(8), "LSTMGOLD", 8) != 0) die("this is not a file of cases");
}

// Zeroed memory on a 64-byte boundary before a page that cannot be touched. Never given back: the driver is short-lived.
static void *guarded(size_t bytes) {
  size_t page = sysconf(_SC_PAGESIZE), length = (bytes + page - 1) / page * page + page;
  uint8_t *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED || mprotect(memory + length - page, page, PROT_NONE) != 0) die("no memory");
  return memory + length - page - (bytes + 63) / 64 * 64;
}

// What runs, for the message when it crashes.
static struct { const char *name, *isa; uint8_t *weights_end, *state_end; } running;

static void crashed(int number, siginfo_t *info, void *context) {
  (void)number; (void)context;
  uint8_t *at = info->si_addr;
  long past_weights = at - running.weights_end, past_state = at - running.state_end, page = sysconf(_SC_PAGESIZE);
  if (past_weights >= 0 && past_weights < page) dprintf(1, "%s %s - CRASHED %ld bytes past its weights\n", running.name, running.isa, past_weights);
  else if (past_state >= 0 && past_state < page) dprintf(1, "%s %s - CRASHED %ld bytes past its state\n", running.name, running.isa, past_state);
  else dprintf(1, "%s %s - CRASHED at address %p\n", running.name, running.isa, (void *)at);
  _exit(1);
}

int main(int argc, char **argv) {
  if (argc != 2) die("usage: driver CASES");
  setvbuf(stdout, NULL, _IOLBF, 0);
  open_file(argv[1]);
  struct sigaction on_crash = { .sa_sigaction = crashed, .sa_flags = SA_SIGINFO };
  sigaction(SIGSEGV, &on_crash, NULL);
  sigaction(SIGBUS, &on_crash, NULL);

  int passed = 0, failed = 0, widest = isa();
#ifdef __aarch64__
  if (widest < 1) { printf("- neon - NOT SUPPORTED\n"); failed++; }
#endif
  for (uint32_t cases = take_u32(); cases > 0; cases--) {
    uint32_t name_length = take_u32();
    const char *name = (const char *)take(name_length);
    uint32_t weight_count = take_u32();
    const uint8_t *weight_bytes = take((size_t)weight_count * 4);
    uint32_t state_bytes = take_u32(), steps = take_u32();
    uint64_t expected;
    memcpy(&expected, take(8), 8);

    size_t at = 0;
    while (at < EXPORTS && (strlen(exports[at].name) != name_length || memcmp(exports[at].name, name, name_length) != 0)) at++;
    if (at == EXPORTS) { printf("%.*s - - NO SUCH EXPORT\n", (int)name_length, name); failed++; continue; }
    exports[at].seen = 1;

    float *weights = guarded((size_t)weight_count * 4);
    memcpy(weights, weight_bytes, (size_t)weight_count * 4);
    for (int set = 0; set <= widest; set++) {
      uint8_t *state = guarded(state_bytes);
      running.name = exports[at].name;
      running.isa = isa_names[set];
      running.weights_end = (uint8_t *)(weights + weight_count);
      running.state_end = state + state_bytes;
      uint64_t hash = exports[at].run(weights, state, steps, set);
      int same = hash == expected;
      printf("%s %s %016" PRIx64 " %s\n", exports[at].name, isa_names[set], hash, same ? "ok" : "DIFFERENT");
      *(same ? &passed : &failed) += 1;
    }
  }
  if (file != file_end) die("the file of cases goes on after the last case");
  for (size_t at = 0; at < EXPORTS; at++) {
    if (!exports[at].seen) { printf("%s - - NO CASE\n", exports[at].name); failed++; }
  }
  printf("%d passed, %d failed\n", passed, failed);
  return passed > 0 && failed == 0 ? 0 : 1;
}
