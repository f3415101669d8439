/* network.h: whether there is a network at all, by what one refresh meets. Pure.
 *
 * An interface that is down tells it at once (FETCH_OFFLINE). Where one is up and
 * leads nowhere, a router without a line or a name service that has vanished, hosts
 * tell it: as many as are asked at a time, all of which were well the last time, or
 * all that there are. A host that has failed before is no witness.
 *
 * May not know: the loop, the store. */
#ifndef TELEX_DESK_NETWORK_H
#define TELEX_DESK_NETWORK_H

#include "base/hash.h"
#include "model/source.h"

enum {
    NETWORK_WITNESSES = 100, /* hosts; while so many fail, one of those that are there would have answered */
    NETWORK_FEW = 3          /* hosts, where all have been asked */
};

enum network_state { NETWORK_UNKNOWN, NETWORK_THERE, NETWORK_GONE };
struct network {
    enum network_state state;
    struct map witnesses; /* hosts */
};
void network_release(struct network *n);

/* A host of this machine or its own network, or no host at all: it tells nothing, and
 * is asked whether or not there is a network. */
bool network_is_near(const char *address);
/* Takes what came of asking a source; true where that may be the network's fault. */
bool network_take(struct network *n, const struct source *source, const struct outcome *outcome);
/* All that are to be asked were asked. */
void network_end(struct network *n);

#endif
