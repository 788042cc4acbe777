// watch PROGRAM [ARGUMENTS…]: starts a program that answers each line with a line, as IotDevice --input - does, and prints
// what a user of the device feels: the time from the start to the first result, memory, page faults and answering times.
//
//   STARTS   how often it is started; the median of the times counts (31)
//   LINES    samples sent to the last of them after WARM have warmed it up (20000 after 2000), one at a time
//   LINE     the sample to send
//
// One line of output: first_us (median, fastest), peak_kib (VmHWM), resident_kib (VmRSS), minor, major faults over LINES, answer_us p50 p99 p99.9.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void die(const char *what) {
  fprintf(stderr, "watch: %s\n", what);
  exit(1);
}

struct child { pid_t id; int in; FILE *out; };

static struct child start(char **command) {
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC)) die("no pipe");
  pid_t id = vfork();
  if (id == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    execvp(command[0], command);
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  return (struct child){ id, in[1], fdopen(out[0], "r") };
}

static double ask(struct child c, const char *line, size_t length) {
  char answer[4096];
  double before = now();
  if (write(c.in, line, length) != (ssize_t)length || !fgets(answer, sizeof answer, c.out)) die("no answer");
  return now() - before;
}

static void finish(struct child c) {
  int status;
  close(c.in);
  fclose(c.out);
  waitpid(c.id, &status, 0);
}

static void faults(pid_t id, long *minor, long *major) {
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", id);
  FILE *f = fopen(path, "r");
  if (!f || !fgets(text, sizeof text, f)) die("no /proc");
  fclose(f);
  if (sscanf(strrchr(text, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %ld %*u %ld", minor, major) != 2) die("/proc/PID/stat is not what it was");
}

static long kib(pid_t id, const char *name) {
  char path[64], text[256];
  long value = 0;
  snprintf(path, sizeof path, "/proc/%d/status", id);
  FILE *f = fopen(path, "r");
  while (f && fgets(text, sizeof text, f)) {
    if (!strncmp(text, name, strlen(name))) value = atol(text + strlen(name));
  }
  if (f) fclose(f);
  return value;
}

static int number(const char *name, int otherwise) {
  const char *text = getenv(name);
  return text ? atoi(text) : otherwise;
}

int main(int argc, char **argv) {
  int starts = number("STARTS", 31), lines = number("LINES", 20000), warm = number("WARM", 2000);
  const char *sample = getenv("LINE");
  if (argc < 2 || !sample) die("usage: LINE=… watch PROGRAM [ARGUMENTS…]");
  char line[512];
  size_t length = snprintf(line, sizeof line, "%s\n", sample);
  double *first = malloc(starts * sizeof *first), *answers = malloc(lines * sizeof *answers);
  for (int i = 0; i < starts; i++) {
    double before = now();
    struct child c = start(argv + 1);
    ask(c, line, length);
    first[i] = now() - before;
    if (i < starts - 1) { finish(c); continue; }
    for (int k = 0; k < warm; k++) ask(c, line, length);
    long minor[2], major[2];
    faults(c.id, &minor[0], &major[0]);
    for (int k = 0; k < lines; k++) answers[k] = ask(c, line, length);
    faults(c.id, &minor[1], &major[1]);
    long peak = kib(c.id, "VmHWM:"), resident = kib(c.id, "VmRSS:");
    finish(c);
    qsort(first, starts, sizeof *first, by_size);
    qsort(answers, lines, sizeof *answers, by_size);
    printf("%.0f %.0f %ld %ld %ld %ld %.1f %.1f %.1f\n", first[starts / 2], first[0], peak, resident, minor[1] - minor[0], major[1] - major[0],
      answers[lines / 2], answers[(int)(lines * 0.99)], answers[(int)(lines * 0.999)]);
  }
  return 0;
}
