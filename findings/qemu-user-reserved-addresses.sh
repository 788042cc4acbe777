#!/bin/sh
# Guess: Addresses that a program only reserves (mmap with PROT_NONE and MAP_NORESERVE) cost no memory: natively 256 GB of them cost some hundred
#        KB. .NET's garbage collector reserves that much at every start. QEMU's user mode passes the reservation on to the kernel.
# What happens: QEMU 7.2 keeps a record for each of the 67 million pages: the reservation takes 1.5 GB of memory that is really there and more than a
#        second of processor time. A NativeAOT program for ARM64 thus needs 1.5 s to start; with DOTNET_GCRegionRange=10000000 (256 MB, in hexadecimal), 0.15 s.
# Version: qemu-user-static of Debian 12 (1:7.2+dfsg-7+deb12u18)
# Source: https://man7.org/linux/man-pages/man2/mmap.2.html (MAP_NORESERVE), https://www.qemu.org/docs/master/user/main.html
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
[ "$(uname -m)" = x86_64 ] || { echo 'written for x64'; exit 77; }
command -v aarch64-linux-gnu-gcc > /dev/null || { echo 'needs aarch64-linux-gnu-gcc (Debian: gcc-aarch64-linux-gnu libc6-dev-arm64-cross)'; exit 77; }
apt-get download -qq qemu-user-static > /dev/null
dpkg -x qemu-user-static_*.deb .
qemu=$folder/usr/bin/qemu-aarch64-static
cat > reserve.c <<'C'
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
static long resident(void) {
  char line[200];
  long kb = -1;
  FILE *file = fopen("/proc/self/status", "r");
  while (file && fgets(line, sizeof line, file)) if (strncmp(line, "VmRSS:", 6) == 0) sscanf(line + 6, "%ld", &kb);
  if (file) fclose(file);
  return kb;
}
int main(void) {
  long before = resident();
  void *place = mmap(NULL, 256ul << 30, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (place == MAP_FAILED) return 1;
  printf("%ld\n", (resident() - before) / 1024);
  return 0;
}
C
gcc -O1 -o native reserve.c
aarch64-linux-gnu-gcc -O1 -static -o emulated reserve.c
"$qemu" --version | head -1
native=$(./native) emulated=$("$qemu" ./emulated)
echo "256 GB of reserved addresses take $native MB natively, $emulated MB under QEMU"
[ "$native" -lt 10 ] && [ "$emulated" -gt 1000 ]
