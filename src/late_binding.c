/* Libraries that open when first called. A start of gazmap reads a page or
 * writes a table far more often than it draws, and the dynamic loader would
 * spend most of that start on Cairo, Pango and PROJ with their eighty
 * dependencies.
 *
 * cmake/late.cmake lists the functions that the rooms call in such libraries.
 * For each there is a stub of its name: a jump through a slot, which at first
 * leads to the binder. The rooms' code and the libraries' headers know nothing
 * of it. x86-64 (System V ABI) only; elsewhere the program is linked plainly,
 * as libgazmap is everywhere.
 *
 * A library that is missing then ends the program with exit status 1 and its
 * name on standard error, as the dynamic loader would, only later. */
#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

typedef struct {
    const char *soname;
    _Atomic(void *) handle;
} Library;

typedef struct {
    _Atomic(void *) *slot; /* the function, or at first the way to the binder */
    const char *name;
    unsigned char library;
} Symbol;

enum {
#define LATE_LIBRARY(id, soname) LIBRARY_##id,
#define LATE_SYMBOL(id, name)
#include LATE_LIST
#undef LATE_LIBRARY
#undef LATE_SYMBOL
};

static Library libraries[] = {
#define LATE_LIBRARY(id, soname) {soname, NULL},
#define LATE_SYMBOL(id, name)
#include LATE_LIST
#undef LATE_LIBRARY
#undef LATE_SYMBOL
};

/* Stub, slot, and the stub's first way; %r11 is nobody's between functions. */
#define LATE_LIBRARY(id, soname)
#define LATE_SYMBOL(id, name)                                                                      \
    extern _Atomic(void *) late_slot_##name __attribute__((visibility("hidden")));                 \
    __asm__(".text\n.p2align 4\n"                                                                  \
            ".globl " #name "\n.hidden " #name "\n.type " #name ", @function\n" #name ":\n"        \
            "endbr64\n"                                                                            \
            "jmp *late_slot_" #name "(%rip)\n"                                                     \
            "late_first_" #name ":\n"                                                              \
            "endbr64\n"                                                                            \
            "leaq late_slot_" #name "(%rip), %r11\n"                                               \
            "jmp late_first_call\n"                                                                \
            ".size " #name ", . - " #name "\n"                                                     \
            ".pushsection .data\n.p2align 3\n"                                                     \
            ".globl late_slot_" #name "\n.hidden late_slot_" #name "\n"                            \
            "late_slot_" #name ": .quad late_first_" #name "\n"                                    \
            ".popsection\n");
#include LATE_LIST
#undef LATE_LIBRARY
#undef LATE_SYMBOL

static const Symbol symbols[] = {
#define LATE_LIBRARY(id, soname)
#define LATE_SYMBOL(id, name) {&late_slot_##name, #name, LIBRARY_##id},
#include LATE_LIST
#undef LATE_LIBRARY
#undef LATE_SYMBOL
};

/* Binds the slot in %r11 and goes on to the function, every register that can
 * hold an argument as it was (%al counts those of a variadic call). */
__asm__(".text\n.p2align 4\n.type late_first_call, @function\n"
        "late_first_call:\n"
        ".cfi_startproc\n"
        "pushq %rbp\n.cfi_def_cfa_offset 16\n.cfi_offset %rbp, -16\n"
        "movq %rsp, %rbp\n.cfi_def_cfa_register %rbp\n"
        "andq $-16, %rsp\n"
        "subq $208, %rsp\n"
        "movq %rdi, (%rsp)\n"
        "movq %rsi, 8(%rsp)\n"
        "movq %rdx, 16(%rsp)\n"
        "movq %rcx, 24(%rsp)\n"
        "movq %r8, 32(%rsp)\n"
        "movq %r9, 40(%rsp)\n"
        "movq %rax, 48(%rsp)\n"
        "movq %r10, 56(%rsp)\n"
        "movaps %xmm0, 64(%rsp)\n"
        "movaps %xmm1, 80(%rsp)\n"
        "movaps %xmm2, 96(%rsp)\n"
        "movaps %xmm3, 112(%rsp)\n"
        "movaps %xmm4, 128(%rsp)\n"
        "movaps %xmm5, 144(%rsp)\n"
        "movaps %xmm6, 160(%rsp)\n"
        "movaps %xmm7, 176(%rsp)\n"
        "movq %r11, %rdi\n"
        "call late_bind\n"
        "movq %rax, %r11\n"
        "movq (%rsp), %rdi\n"
        "movq 8(%rsp), %rsi\n"
        "movq 16(%rsp), %rdx\n"
        "movq 24(%rsp), %rcx\n"
        "movq 32(%rsp), %r8\n"
        "movq 40(%rsp), %r9\n"
        "movq 48(%rsp), %rax\n"
        "movq 56(%rsp), %r10\n"
        "movaps 64(%rsp), %xmm0\n"
        "movaps 80(%rsp), %xmm1\n"
        "movaps 96(%rsp), %xmm2\n"
        "movaps 112(%rsp), %xmm3\n"
        "movaps 128(%rsp), %xmm4\n"
        "movaps 144(%rsp), %xmm5\n"
        "movaps 160(%rsp), %xmm6\n"
        "movaps 176(%rsp), %xmm7\n"
        "leave\n.cfi_def_cfa %rsp, 8\n"
        "jmp *%r11\n"
        ".cfi_endproc\n"
        ".size late_first_call, . - late_first_call\n");

static _Noreturn void give_up(void)
{
    fprintf(stderr, "gazmap: a library is missing: %s\n", dlerror());
    fflush(stderr);
    _exit(1);
}

/* Two threads may open one library at once: the handle is the same, and no
 * library is ever closed. */
static void *open_library(Library *l)
{
    void *handle = atomic_load_explicit(&l->handle, memory_order_acquire);
    if (!handle) {
        handle = dlopen(l->soname, RTLD_LAZY | RTLD_LOCAL);
        if (!handle)
            give_up();
        atomic_store_explicit(&l->handle, handle, memory_order_release);
    }
    return handle;
}

/** The function behind @slot, from now on in it. Called from assembly. */
__attribute__((used, visibility("hidden"))) void *late_bind(_Atomic(void *) *slot);
void *late_bind(_Atomic(void *) *slot)
{
    const Symbol *s = symbols;
    while (s->slot != slot)
        s++;
    void *function = dlsym(open_library(&libraries[s->library]), s->name);
    if (!function)
        give_up();
    atomic_store_explicit(slot, function, memory_order_release);
    return function;
}
