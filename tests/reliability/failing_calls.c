/* Makes the program's calls to the system fail, one after the other: preloaded by
 * test_failures.py, part of nothing that is installed.
 *
 *   FAILING_CALL   write, rename, fsync, close, open, read, mmap, memory, …: names
 *                  of the table below
 *   FAILING_AT     the Nth such call fails; 0: none
 *   FAILING_LAST   all calls from the Nth to this one fail (default: the Nth)
 *   FAILING_ERRNO  with this errno (default EIO; memory: ENOMEM)
 *   FAILING_LOG    at the end, the number of calls and what failed are written here
 *
 * Calls count from the beginning of main, in each process for itself. */
#undef _FORTIFY_SOURCE /* checked calls are inline functions, and these here are their names */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef enum {
    CALL_WRITE,
    CALL_RENAME,
    CALL_FSYNC,
    CALL_CLOSE,
    CALL_OPEN,
    CALL_READ,
    CALL_MMAP,
    CALL_STAT,
    CALL_CHMOD,
    CALL_MKDIR,
    CALL_FORK,
    CALL_PIPE,
    CALL_MEMORY,
    N_CALLS
} Call;

static const char *const call_names[N_CALLS] = {"write", "rename", "fsync", "close", "open",
                                                "read",  "mmap",   "stat",  "chmod", "mkdir",
                                                "fork",  "pipe",   "memory"};

static Call watched = N_CALLS;
static unsigned long fail_at, fail_last;
static int fail_errno;
static atomic_ulong n_seen;
static atomic_bool started;
static char log_path[4096], failed[4096];

static void tell(void)
{
    if (!log_path[0])
        return;
    char text[4300];
    int n = snprintf(text, sizeof text, "%lu\t%s\n", (unsigned long)n_seen, failed);
    int fd = (int)syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd >= 0 && syscall(SYS_write, fd, text, (size_t)n) >= 0)
        syscall(SYS_close, fd);
}

static void prepare(void)
{
    const char *call = getenv("FAILING_CALL"), *at = getenv("FAILING_AT"),
               *last = getenv("FAILING_LAST"), *code = getenv("FAILING_ERRNO"),
               *path = getenv("FAILING_LOG");
    for (int i = 0; call && i < N_CALLS; i++)
        if (strcmp(call, call_names[i]) == 0)
            watched = (Call)i;
    fail_at = at ? strtoul(at, NULL, 10) : 0;
    fail_last = last ? strtoul(last, NULL, 10) : fail_at;
    fail_errno = code ? atoi(code) : watched == CALL_MEMORY ? ENOMEM : EIO;
    if (path && strlen(path) < sizeof log_path)
        memcpy(log_path, path, strlen(path) + 1);
}

/* Where GLib keeps the lock of g_once_init_enter(), under which it allocates a list node
 * (2.84 from the heap, older ones from a slice). Its words on memory that is refused want
 * the same lock, so the program would wait for itself, for ever. That is GLib's. */
static uintptr_t once_from, once_to;

static void find_once(void)
{
    void *once = dlsym(RTLD_DEFAULT, "g_once_init_enter"), *frames[1];
    const ElfW(Sym) *symbol = NULL;
    Dl_info info;
    if (once && dladdr1(once, &info, (void **)&symbol, RTLD_DL_SYMENT) && symbol) {
        once_from = (uintptr_t)once;
        once_to = once_from + symbol->st_size;
    }
    backtrace(frames, 1); /* the first one allocates */
}

/* True under GLib's lock; otherwise the library that asks for memory is told. */
static bool in_once(const char **asking)
{
    void *frames[16], *own = NULL;
    int n = backtrace(frames, 16);
    for (int i = 0; i < n; i++) {
        Dl_info info;
        if ((uintptr_t)frames[i] >= once_from && (uintptr_t)frames[i] < once_to)
            return true;
        if (**asking || !dladdr(frames[i], &info))
            continue;
        if (!own)
            own = info.dli_fbase;
        if (info.dli_fbase != own)
            *asking = info.dli_fname;
    }
    return false;
}

/* True when this call is to fail; errno is set. */
static bool fails(Call call, const char *what)
{
    if (call != watched || !started)
        return false;
    unsigned long n = ++n_seen;
    const char *asking = "";
    if (fail_at == 0 || n < fail_at || n > fail_last || (call == CALL_MEMORY && in_once(&asking)))
        return false;
    snprintf(failed, sizeof failed, "%s %s %s", call_names[call], what, asking);
    if (n == fail_at)
        tell(); /* should it be the program's end */
    errno = fail_errno;
    return true;
}

/* POSIX says that a function's address fits a pointer; ISO C does not. */
#define NEXT(name) ((__typeof__(&name))(uintptr_t)dlsym(RTLD_NEXT, #name))

static int (*real_main)(int, char **, char **);

static int start_main(int argc, char **argv, char **env)
{
    prepare();
    find_once();
    atexit(tell);
    started = true;
    return real_main(argc, argv, env);
}

typedef int (*StartMain)(int (*)(int, char **, char **), int, char **, void (*)(void),
                         void (*)(void), void (*)(void), void *);
int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void *end)
{
    real_main = main;
    StartMain next = (StartMain)(uintptr_t)dlsym(RTLD_NEXT, "__libc_start_main");
    return next(start_main, argc, argv, init, fini, rtld_fini, end);
}

/* ---- files ---- */

enum { STREAM_ERROR = 0x20 }; /* what ferror() looks at, in glibc */

ssize_t write(int fd, const void *bytes, size_t n)
{
    return fails(CALL_WRITE, "fd") ? -1 : NEXT(write)(fd, bytes, n);
}

size_t fwrite(const void *bytes, size_t size, size_t n, FILE *f)
{
    if (!fails(CALL_WRITE, "stream"))
        return NEXT(fwrite)(bytes, size, n, f);
    f->_flags |= STREAM_ERROR;
    return 0;
}

int fflush(FILE *f)
{
    return fails(CALL_WRITE, "flush") ? EOF : NEXT(fflush)(f);
}

int fclose(FILE *f)
{
    bool fail = fails(CALL_CLOSE, "stream");
    int code = errno, done = NEXT(fclose)(f);
    errno = code;
    return fail ? EOF : done;
}

int close(int fd)
{
    bool fail = fails(CALL_CLOSE, "fd");
    int code = errno, done = NEXT(close)(fd);
    if (fail)
        errno = code;
    return fail ? -1 : done;
}

int fsync(int fd)
{
    return fails(CALL_FSYNC, "fd") ? -1 : NEXT(fsync)(fd);
}

int rename(const char *from, const char *to)
{
    return fails(CALL_RENAME, to) ? -1 : NEXT(rename)(from, to);
}

ssize_t read(int fd, void *bytes, size_t n)
{
    return fails(CALL_READ, "fd") ? -1 : NEXT(read)(fd, bytes, n);
}

size_t fread(void *bytes, size_t size, size_t n, FILE *f)
{
    if (!fails(CALL_READ, "stream"))
        return NEXT(fread)(bytes, size, n, f);
    f->_flags |= STREAM_ERROR;
    return 0;
}

#define OPENS(name)                                                                                \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;                    \
        va_end(more);                                                                              \
        return fails(CALL_OPEN, path) ? -1 : NEXT(name)(path, flags, mode);                        \
    }
OPENS(open)
OPENS(open64)

/* What checked copies make of open(). */
int __open_2(const char *path, int flags);
int __open_2(const char *path, int flags)
{
    return fails(CALL_OPEN, path) ? -1 : NEXT(open)(path, flags);
}

FILE *fopen(const char *path, const char *mode)
{
    return fails(CALL_OPEN, path) ? NULL : NEXT(fopen)(path, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
    return fails(CALL_OPEN, path) ? NULL : NEXT(fopen64)(path, mode);
}

FILE *fdopen(int fd, const char *mode)
{
    return fails(CALL_OPEN, "stream of a descriptor") ? NULL : NEXT(fdopen)(fd, mode);
}

void *mmap(void *at, size_t n, int prot, int flags, int fd, off_t offset)
{
    if (fd >= 0 && fails(CALL_MMAP, "file"))
        return MAP_FAILED;
    return NEXT(mmap)(at, n, prot, flags, fd, offset);
}

void *mmap64(void *at, size_t n, int prot, int flags, int fd, off_t offset)
{
    if (fd >= 0 && fails(CALL_MMAP, "file"))
        return MAP_FAILED;
    return NEXT(mmap64)(at, n, prot, flags, fd, offset);
}

int stat(const char *path, struct stat *st)
{
    return fails(CALL_STAT, path) ? -1 : NEXT(stat)(path, st);
}

int lstat(const char *path, struct stat *st)
{
    return fails(CALL_STAT, path) ? -1 : NEXT(lstat)(path, st);
}

int fstat(int fd, struct stat *st)
{
    return fails(CALL_STAT, "fd") ? -1 : NEXT(fstat)(fd, st);
}

int fchmod(int fd, mode_t mode)
{
    return fails(CALL_CHMOD, "fd") ? -1 : NEXT(fchmod)(fd, mode);
}

int mkdir(const char *path, mode_t mode)
{
    return fails(CALL_MKDIR, path) ? -1 : NEXT(mkdir)(path, mode);
}

pid_t fork(void)
{
    return fails(CALL_FORK, "") ? -1 : NEXT(fork)();
}

int pipe2(int ends[2], int flags)
{
    return fails(CALL_PIPE, "") ? -1 : NEXT(pipe2)(ends, flags);
}

int pipe(int ends[2])
{
    return fails(CALL_PIPE, "") ? -1 : NEXT(pipe)(ends);
}

/* ---- memory: glibc's own names, as dlsym itself allocates ---- */

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);
extern void *__libc_memalign(size_t align, size_t n);

void *malloc(size_t n)
{
    return fails(CALL_MEMORY, "malloc") ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return fails(CALL_MEMORY, "calloc") ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
    return fails(CALL_MEMORY, "realloc") ? NULL : __libc_realloc(p, n);
}

int posix_memalign(void **p, size_t align, size_t n)
{
    if (fails(CALL_MEMORY, "posix_memalign"))
        return ENOMEM;
    void *made = __libc_memalign(align, n);
    if (made)
        *p = made;
    return made ? 0 : ENOMEM;
}

void *aligned_alloc(size_t align, size_t n)
{
    return fails(CALL_MEMORY, "aligned_alloc") ? NULL : __libc_memalign(align, n);
}
