/* Preloaded into a program, it records what the program asks of the disk: which file is written, flushed, renamed, removed, and which folder
   is made or flushed, a line each in the order in which they happen, in the file that RECORD names. Only paths below RECORD_BELOW count. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static void record(const char *what, const char *path, const char *to) {
  const char *file = getenv("RECORD"), *below = getenv("RECORD_BELOW");
  char line[3 * PATH_MAX];
  if (!file || !below || (strncmp(path, below, strlen(below)) != 0 && (!to || strncmp(to, below, strlen(below)) != 0))) return;
  int length = to ? snprintf(line, sizeof line, "%s\t%s\t%s\n", what, path, to) : snprintf(line, sizeof line, "%s\t%s\n", what, path);
  int to_file = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (to_file < 0) return;
  syscall(SYS_write, to_file, line, (size_t)length);
  syscall(SYS_close, to_file);
}

/* A path that may be relative, whole. */
static const char *whole(const char *path, char *place) {
  char folder[PATH_MAX];
  if (path[0] == '/' || !getcwd(folder, sizeof folder)) return path;
  snprintf(place, 2 * PATH_MAX, "%s/%s", folder, path);
  return place;
}

static void record_open(const char *what, int file) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return;
  path[length] = 0;
  record(what, path, NULL);
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void *bytes, size_t count) { REAL(write); if (file > 2) record_open("write", file); return real(file, bytes, count); }
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { REAL(pwrite); record_open("write", file); return real(file, bytes, count, at); }
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) { REAL(pwrite64); record_open("write", file); return real(file, bytes, count, at); }
ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) { REAL(pwritev); record_open("write", file); return real(file, parts, count, at); }
ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at) { REAL(pwritev64); record_open("write", file); return real(file, parts, count, at); }
int ftruncate(int file, off_t length) { REAL(ftruncate); record_open("write", file); return real(file, length); }
int ftruncate64(int file, off64_t length) { REAL(ftruncate64); record_open("write", file); return real(file, length); }
int fdatasync(int file) { REAL(fdatasync); int result = real(file); record_open("flush", file); return result; }
int fsync(int file) {
  REAL(fsync);
  struct stat status;
  int result = real(file);
  /* UNFLUSHED leaves folders out of the record, to see the check fail. */
  if (fstat(file, &status) == 0 && S_ISDIR(status.st_mode)) { if (!getenv("UNFLUSHED")) record_open("flush-folder", file); }
  else record_open("flush", file);
  return result;
}
int rename(const char *from, const char *to) { REAL(rename); char a[2 * PATH_MAX], b[2 * PATH_MAX]; int result = real(from, to); if (result == 0) record("rename", whole(from, a), whole(to, b)); return result; }
int link(const char *from, const char *to) { REAL(link); char a[2 * PATH_MAX], b[2 * PATH_MAX]; int result = real(from, to); if (result == 0) record("rename", whole(from, a), whole(to, b)); return result; }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); char a[2 * PATH_MAX]; int result = real(path, mode); if (result == 0) record("make-folder", whole(path, a), NULL); return result; }
