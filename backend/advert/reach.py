"""Which addresses of the network may be called for a stranger's link: public ones, and no others."""

from ipaddress import IPv4Address, IPv6Address, ip_network

Address = IPv4Address | IPv6Address

PORTS = frozenset({80, 443})
# Beyond what every Python 3.11 knows to be of no public host.
_IPV4_NOT = (
    ip_network("168.63.129.16/32"),  # what Azure tells its machines from, though the address is a public one
    ip_network("192.0.0.0/24"),  # protocols; a cloud's metadata service among them (RFC 6890)
    ip_network("192.88.99.0/24"),  # 6to4 relays (RFC 7526)
)
# What IANA has given out to hosts of the public IPv6 network (RFC 4291). Everything that stands for an IPv4 address
# lies outside it (mapped, compatible, translated by NAT64) or is named below.
_IPV6_HOSTS = ip_network("2000::/3")
_IPV6_NOT = (
    ip_network("2001::/23"),  # protocols, among them Teredo, which carries IPv4 (RFC 2928, 4380)
    ip_network("2001:db8::/32"),  # documentation (RFC 3849)
    ip_network("2002::/16"),  # 6to4, which carries IPv4 (RFC 3056)
    ip_network("3fff::/20"),  # documentation (RFC 9637)
)


def is_public(address: Address) -> bool:
    """Whether it is one host of the public network: not this machine, not its network, not a cloud's own services."""
    if isinstance(address, IPv4Address):
        of_a_host = address.is_global and not address.is_multicast
        return of_a_host and not any(address in network for network in _IPV4_NOT)
    return address in _IPV6_HOSTS and not any(address in network for network in _IPV6_NOT)
