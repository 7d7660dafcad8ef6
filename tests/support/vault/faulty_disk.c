/* Makes calls on files of one folder fail, for tests on Linux: preload it; see faults.py.
 *
 * GIA_FAULT_FOLDER: begin of the paths that are meant. GIA_FAULT_CONTROL: a file of two ints that is read
 * while the program runs: the errno, and how many of a hundred calls fail with it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define FDS 4096
static const char *folder;
static volatile int *control;
static char ours[FDS];
static unsigned int seed = 12345;

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("GIA_FAULT_CONTROL");
    int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    folder = getenv("GIA_FAULT_FOLDER");
    if (!name || !folder) return;
    int fd = real_open(name, O_RDONLY);
    if (fd < 0) return;
    control = mmap(0, 2 * sizeof(int), PROT_READ, MAP_SHARED, fd, 0);
    if (control == MAP_FAILED) control = 0;
    seed = (unsigned)getpid();
    close(fd);
}

static int fails(void) {
    if (!control || !control[0] || (int)(rand_r(&seed) % 100) >= control[1]) return 0;
    errno = control[0];
    return 1;
}
static int meant(const char *path) { return folder && path && !strncmp(path, folder, strlen(folder)); }
static int meant_fd(int fd) { return fd >= 0 && fd < FDS && ours[fd]; }
static int opened(int fd, const char *path) {
    if (fd >= 0 && fd < FDS) ours[fd] = (char)meant(path);
    return fd;
}
#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)
#define MODE va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more)

int open(const char *path, int flags, ...) { MODE; REAL(int, "open", const char *, int, ...);
    return meant(path) && fails() ? -1 : opened(real(path, flags, mode), path); }
int open64(const char *path, int flags, ...) { MODE; REAL(int, "open64", const char *, int, ...);
    return meant(path) && fails() ? -1 : opened(real(path, flags, mode), path); }
ssize_t write(int fd, const void *data, size_t size) { REAL(ssize_t, "write", int, const void *, size_t);
    return meant_fd(fd) && fails() ? -1 : real(fd, data, size); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    return meant_fd(fd) && fails() ? -1 : real(fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return meant_fd(fd) && fails() ? -1 : real(fd, data, size, at); }
ssize_t pread64(int fd, void *data, size_t size, off64_t at) { REAL(ssize_t, "pread64", int, void *, size_t, off64_t);
    return meant_fd(fd) && fails() ? -1 : real(fd, data, size, at); }
int fsync(int fd) { REAL(int, "fsync", int); return meant_fd(fd) && fails() ? -1 : real(fd); }
int fdatasync(int fd) { REAL(int, "fdatasync", int); return meant_fd(fd) && fails() ? -1 : real(fd); }
int ftruncate(int fd, off_t size) { REAL(int, "ftruncate", int, off_t); return meant_fd(fd) && fails() ? -1 : real(fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(int, "ftruncate64", int, off64_t); return meant_fd(fd) && fails() ? -1 : real(fd, size); }
int rename(const char *from, const char *to) { REAL(int, "rename", const char *, const char *); return meant(from) && fails() ? -1 : real(from, to); }
int unlink(const char *path) { REAL(int, "unlink", const char *); return meant(path) && fails() ? -1 : real(path); }
int mkdir(const char *path, mode_t mode) { REAL(int, "mkdir", const char *, mode_t); return meant(path) && fails() ? -1 : real(path, mode); }
int access(const char *path, int mode) { REAL(int, "access", const char *, int); return meant(path) && fails() ? -1 : real(path, mode); }
int stat(const char *path, struct stat *found) { REAL(int, "stat", const char *, struct stat *); return meant(path) && fails() ? -1 : real(path, found); }
int stat64(const char *path, struct stat64 *found) { REAL(int, "stat64", const char *, struct stat64 *); return meant(path) && fails() ? -1 : real(path, found); }
int lstat(const char *path, struct stat *found) { REAL(int, "lstat", const char *, struct stat *); return meant(path) && fails() ? -1 : real(path, found); }
int fstatat(int at, const char *path, struct stat *found, int flags) { REAL(int, "fstatat", int, const char *, struct stat *, int); return meant(path) && fails() ? -1 : real(at, path, found, flags); }
