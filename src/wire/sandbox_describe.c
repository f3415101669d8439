/* Apart from sandbox.c, so that the screen can say what the parser's sandbox is
 * without linking what makes it. */
#include "wire/sandbox.h"

#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif

#include "base/i18n.h"

const char *sandbox_describe(void)
{
#if defined(TELEX_SANITIZE)
    return _("The parser has no sandbox: this build looks for faults with sanitizers.");
#elif defined(HAVE_SECCOMP)
    if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) < 0)
        return _("The parser has no sandbox: this kernel has no seccomp. Memory and time are bounded.");
    return _("The parser's sandbox: seccomp.");
#elif defined(HAVE_PLEDGE)
    return _("The parser's sandbox: pledge.");
#elif defined(HAVE_CAP_ENTER)
    return _("The parser's sandbox: Capsicum.");
#else
    return _("The parser has no sandbox: this build has none. Memory and time are bounded.");
#endif
}
