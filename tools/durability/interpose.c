/* Spoil the k-th operation on files under one folder, as LD_PRELOAD, in any program.
 *
 * FAULT_UNDER  the folder; operations elsewhere neither count nor fail
 * FAULT_AT     k, from 1; 0: only count
 * FAULT_MODE   kill, or an errno in figures; with a trailing + it is every operation from the k-th on
 * FAULT_COUNT  a file that gets the number of operations, when the program ends by itself */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define HANDLES 4096
static char ours[HANDLES]; /* open files of the folder */
static long count;
static pid_t owner; /* children are left alone: their operations come in no certain order */

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

static int is_under(const char *path) {
    const char *top = setting("FAULT_UNDER");
    return *top && path && !strncmp(path, top, strlen(top));
}

static int spoilt(int counts) {
    if (!counts) return 0;
    if (!owner) owner = getpid();
    if (owner != getpid()) return 0;
    long k = atol(setting("FAULT_AT"));
    const char *mode = setting("FAULT_MODE");
    count++;
    if (!k || count < k || (count > k && !strchr(mode, '+'))) return 0;
    if (!strcmp(mode, "kill")) kill(getpid(), SIGKILL);
    errno = atoi(mode);
    return 1;
}

__attribute__((destructor)) static void report(void) {
    const char *name = setting("FAULT_COUNT");
    if (!*name || (owner && owner != getpid())) return;
    FILE *(*real)(const char *, const char *) = dlsym(RTLD_NEXT, "fopen");
    FILE *stream = real(name, "w");
    if (!stream) return;
    fprintf(stream, "%ld", count);
    fclose(stream);
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define ON_HANDLE(handle) ((handle) >= 0 && (handle) < HANDLES && ours[handle])

static int opened(int handle, int counts) {
    if (handle >= 0 && handle < HANDLES) ours[handle] = (char)counts;
    return handle;
}

#define OPEN(name)                                        \
    int name(const char *path, int flags, ...) {          \
        REAL(name);                                       \
        va_list more;                                     \
        va_start(more, flags);                            \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0; \
        va_end(more);                                     \
        int counts = is_under(path);                      \
        if (spoilt(counts)) return -1;                    \
        return opened(real(path, flags, mode), counts);   \
    }
OPEN(open)
OPEN(open64)

ssize_t write(int handle, const void *data, size_t size) {
    REAL(write);
    return spoilt(ON_HANDLE(handle)) ? -1 : real(handle, data, size);
}
ssize_t read(int handle, void *data, size_t size) {
    REAL(read);
    return spoilt(ON_HANDLE(handle)) ? -1 : real(handle, data, size);
}
ssize_t pwrite64(int handle, const void *data, size_t size, off64_t at) {
    REAL(pwrite64);
    return spoilt(ON_HANDLE(handle)) ? -1 : real(handle, data, size, at);
}
int ftruncate64(int handle, off64_t size) {
    REAL(ftruncate64);
    return spoilt(ON_HANDLE(handle)) ? -1 : real(handle, size);
}
int fsync(int handle) {
    REAL(fsync);
    return spoilt(ON_HANDLE(handle)) ? -1 : real(handle);
}
int close(int handle) {
    REAL(close);
    if (handle >= 0 && handle < HANDLES) ours[handle] = 0;
    return real(handle);
}
int rename(const char *old, const char *new) {
    REAL(rename);
    return spoilt(is_under(new)) ? -1 : real(old, new);
}
int unlink(const char *path) {
    REAL(unlink);
    return spoilt(is_under(path)) ? -1 : real(path);
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    return spoilt(is_under(path)) ? -1 : real(path, mode);
}
int rmdir(const char *path) {
    REAL(rmdir);
    return spoilt(is_under(path)) ? -1 : real(path);
}
int chmod(const char *path, mode_t mode) {
    REAL(chmod);
    return spoilt(is_under(path)) ? -1 : real(path, mode);
}
