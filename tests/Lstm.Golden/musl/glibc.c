// What Debian's libstdc++ and libgcc ask of glibc and musl does not have, so that .NET's build for musl finds a libstdc++ where
// no distribution on musl is at hand (tests/runtimes.sh). The library takes the name of glibc's loader, which libstdc++ asks for.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <locale.h>
#include <stdint.h>
#include <sys/random.h>
#include <time.h>

char __libc_single_threaded;                            // 0: there may be several
unsigned __cpu_model[4];                                // no feature is asked for
int __cpu_indicator_init(void) { return 0; }

// Destructors of variables of a thread do not run: the program ends by itself right after its threads.
int __cxa_thread_atexit_impl(void (*destructor)(void *), void *object, void *library) { return 0; }

uint32_t arc4random(void)
{
    uint32_t value = 0;
    getrandom(&value, sizeof value, 0);
    return value;
}

size_t __strftime_l(char *text, size_t size, const char *format, const struct tm *time, locale_t locale)
{
    return strftime(text, size, format, time);
}

struct question
{
    uintptr_t pc;
    struct dl_find_object *found;
};

static int is_in(struct dl_phdr_info *library, size_t size, void *data)
{
    struct question *question = data;
    struct dl_find_object *found = question->found;
    int inside = 0;
    found->dlfo_eh_frame = NULL;
    for (int k = 0; k < library->dlpi_phnum; k++)
    {
        const ElfW(Phdr) *part = &library->dlpi_phdr[k];
        uintptr_t start = library->dlpi_addr + part->p_vaddr;
        if (part->p_type == PT_LOAD && question->pc - start < part->p_memsz)
        {
            inside = 1;
            found->dlfo_map_start = (void *)start;
            found->dlfo_map_end = (void *)(start + part->p_memsz);
        }
        if (part->p_type == PT_GNU_EH_FRAME)
        {
            found->dlfo_eh_frame = (void *)start;
        }
    }
    return inside && found->dlfo_eh_frame != NULL;
}

// Where the tables for unwinding are: without it no C++ exception is caught.
int _dl_find_object(void *pc, struct dl_find_object *found)
{
    struct question question = { (uintptr_t)pc, found };
    return dl_iterate_phdr(is_in, &question) ? 0 : -1;
}
