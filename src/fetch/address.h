/* address.h: which addresses are this machine's or its own network's, and
 * whether there is any network.
 *
 * May not know: libcurl, transfers. */
#ifndef TELEX_FETCH_ADDRESS_H
#define TELEX_FETCH_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* Whether it is none of the open network: loopback, private, link-local, shared,
 * multicast and reserved ranges, those that hold such an IPv4 address included. */
bool address_is_private(const struct sockaddr *a);
/* The same of a host as it stands in an address ("[::1]", "10.0.0.1",
 * "localhost"); a name that must be asked for is not. */
bool address_host_is_private(const char *host);
/* This machine itself. */
bool address_host_is_loopback(const char *host);
/* Whether an interface is up that leads anywhere but to this machine. */
bool address_online(void);

#endif
