#include "desk/network.h"

#include "base/str.h"
#include "fetch/address.h"
#include "text/url.h"

void network_release(struct network *n)
{
    map_release(&n->witnesses);
    *n = (struct network){ 0 };
}

bool network_is_near(const char *address)
{
    struct str host = STR_INIT;
    url_host(address, &host);
    bool near = !url_is_http(address) || address_host_is_private(host.data);
    str_release(&host);
    return near;
}

static bool is_unreached(const struct outcome *o)
{
    return o->kind == OUTCOME_NO_HOST || o->kind == OUTCOME_UNREACHED || (o->kind == OUTCOME_TIMEOUT && o->status == 0);
}

static void hear(struct network *n, const char *address)
{
    struct str host = STR_INIT;
    url_host(address, &host);
    map_put(&n->witnesses, host.data, 1);
    str_release(&host);
    if ((int)n->witnesses.len >= NETWORK_WITNESSES)
        n->state = NETWORK_GONE;
}

bool network_take(struct network *n, const struct source *source, const struct outcome *outcome)
{
    if (network_is_near(source->address) || outcome->kind == OUTCOME_CANCELLED)
        return false;
    if (outcome->kind == OUTCOME_OFFLINE) {
        n->state = NETWORK_GONE;
        return true;
    }
    if (!is_unreached(outcome)) {
        if (n->state == NETWORK_UNKNOWN)
            n->state = NETWORK_THERE;
        return false;
    }
    if (n->state == NETWORK_UNKNOWN && !source->failing_since)
        hear(n, source->address);
    return n->state != NETWORK_THERE;
}

void network_end(struct network *n)
{
    if (n->state == NETWORK_UNKNOWN)
        n->state = (int)n->witnesses.len >= NETWORK_FEW ? NETWORK_GONE : NETWORK_THERE;
}
