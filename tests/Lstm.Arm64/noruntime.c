// What stands in for the .NET runtime when the compiled code is linked without it. Entering and leaving managed code
// needs no bookkeeping where nothing is ever collected. Everything else the code may ask of a runtime is a mistake in
// the code under test; run.sh writes a function for each that calls runtime_call with the name.
#include <stdio.h>
#include <unistd.h>

#ifndef CPU_FEATURES
#define CPU_FEATURES 0
#endif

// The runtime's bit mask of what the processor has above the baseline; Dp.IsSupported and its like look here.
int g_cpuFeatures = CPU_FEATURES;

void RhpReversePInvoke(void *frame) { (void)frame; }
void RhpReversePInvokeReturn(void *frame) { (void)frame; }

void runtime_call(const char *name) {
  dprintf(2, "the code under test calls the runtime: %s, from address %p (addr2line -f names it)\n"
    "It must not allocate, throw, or use a static field that is initialised as the program runs.\n", name, __builtin_return_address(0));
  _exit(70);
}
