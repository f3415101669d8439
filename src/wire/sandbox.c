#include "wire/sandbox.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif
#ifdef HAVE_SECCOMP
#include <seccomp.h>
#include <sys/mman.h>
#endif
#ifdef HAVE_CAP_ENTER
#include <sys/capsicum.h>
#endif

#include "base/i18n.h"

/* Room for the largest page's tree several times over (libxml2 takes some 10 times
 * the bytes of 8 MB), and far from what a machine would feel. */
#define MEMORY_MAX ((rlim_t)512 << 20)
/* Processor seconds of a worker's whole life: 500 documents at a millisecond, and
 * one that takes its full time-out again and again until it is noticed. */
#define CPU_MAX 300

#ifndef TELEX_SANITIZE
static void bound(int what, rlim_t most)
{
    struct rlimit limit;
    if (getrlimit(what, &limit) != 0)
        return;
    limit.rlim_cur = most;
    if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > most)
        limit.rlim_max = most;
    else
        limit.rlim_cur = limit.rlim_max;
    setrlimit(what, &limit);
}
#endif

void sandbox_limit(void)
{
#ifndef TELEX_SANITIZE /* AddressSanitizer maps terabytes */
    bound(RLIMIT_CORE, 0);
    bound(RLIMIT_CPU, CPU_MAX);
    bound(RLIMIT_AS, MEMORY_MAX);
#endif
#ifdef HAVE_SYS_PRCTL_H
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#endif
}

#if defined(TELEX_SANITIZE)

int sandbox_seal(struct err *err)
{
    (void)err;
    return 0;
}

#elif defined(HAVE_SECCOMP)

/* By name, for not every architecture has each of them. Everything else gets
 * EPERM rather than death: glibc itself tries to open files, and lives without. */
static const char *const allowed[] = {
    "read", "write", "writev", "brk", "munmap", "mremap", "madvise", "futex", "futex_time64", "close",
    "fstat", "fstat64", "poll", "ppoll", "clock_gettime", "clock_gettime64", "getrandom", "rt_sigreturn", "sigreturn",
    "rt_sigprocmask", "restart_syscall", "getpid", "gettid", "exit", "exit_group", "sendto", "send",
};

/* newfstatat is fstat to newer glibc, by an empty path; with another path it asks
 * about files, which tells whether they exist. The path's bytes cannot be checked
 * here, but AT_EMPTY_PATH on a descriptor is all that glibc needs. */
static int add_exceptions(scmp_filter_ctx filter)
{
    struct {
        int call;
        struct scmp_arg_cmp when;
    } rules[] = {
        { SCMP_SYS(newfstatat), SCMP_A3(SCMP_CMP_MASKED_EQ, 0x1000 /* AT_EMPTY_PATH */, 0x1000) },
        /* Memory to compute in, not to run. */
        { SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0) },
        { SCMP_SYS(mmap2), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0) },
        { SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0) },
        /* abort() signals its own process; no other. */
        { SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()) },
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        int failed = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, rules[i].call, 1, &rules[i].when);
        if (failed)
            return failed;
    }
    return 0;
}

static int fill(scmp_filter_ctx filter)
{
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        int call = seccomp_syscall_resolve_name(allowed[i]);
        int failed = call == __NR_SCMP_ERROR ? 0 : seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
        if (failed)
            return failed;
    }
    return add_exceptions(filter);
}

int sandbox_seal(struct err *err)
{
    if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) < 0)
        return 0; /* a kernel without seccomp: sandbox_describe() says so */
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int failed = filter ? fill(filter) : -ENOMEM;
    if (!failed)
        failed = seccomp_load(filter);
    seccomp_release(filter);
    errno = -failed;
    return failed ? err_sys(err, _("the parser's sandbox cannot be closed")) : 0;
}

#elif defined(HAVE_PLEDGE)

int sandbox_seal(struct err *err)
{
    return pledge("stdio", NULL) ? err_sys(err, _("the parser's sandbox cannot be closed")) : 0;
}

#elif defined(HAVE_CAP_ENTER)

int sandbox_seal(struct err *err)
{
    return cap_enter() ? err_sys(err, _("the parser's sandbox cannot be closed")) : 0;
}

#else

int sandbox_seal(struct err *err)
{
    (void)err;
    return 0;
}

#endif
