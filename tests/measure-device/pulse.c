// pulse: how even this machine is. Times the same hundred nanoseconds of arithmetic again and again, all in registers, so that
// only the machine can make one take longer than another; between two of them a microsecond, as a device program reads and writes.
//
// One line of output: p50, p99, p99.9 in ns, and p99.9 / p50.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PULSES = 280000, WARM = 20000 };

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static double chain(double x, int links) {
  for (int i = 0; i < links; i++) {
    x = x * 0.5 + 1;
    __asm__ volatile("" : "+x"(x)); // each waits for the one before
  }
  return x;
}

static int by_size(const void *a, const void *b) {
  long x = *(const long *)a, y = *(const long *)b;
  return (x > y) - (x < y);
}

int main(void) {
  static long times[PULSES];
  double x = 1;
  long before = now();
  x = chain(x, 10000000);
  int links = (int)(100.0 * 10000000 / (now() - before)); // in 100 ns
  for (int i = -WARM; i < PULSES; i++) {
    x = chain(x, 10 * links);
    before = now();
    x = chain(x, links);
    long after = now();
    if (i >= 0) times[i] = after - before;
  }
  qsort(times, PULSES, sizeof *times, by_size);
  long p50 = times[PULSES / 2], p999 = times[(int)(PULSES * 0.999)];
  printf("pulse: p50 %ld ns, p99 %ld ns, p99.9 %ld ns; p99.9 / p50 %.2f\n", p50, times[(int)(PULSES * 0.99)], p999, (double)p999 / p50);
  return x < 0;
}
