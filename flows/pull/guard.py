"""Which addresses may be asked: http(s), the hosts that a source names, no address of a private network unless it allows it.

A transport for httpx. It resolves each host itself, judges every address that the name has, and connects to the one it judged:
a name that is resolved anew between check and connection cannot lead elsewhere. Refusals come before any connection is opened.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection

import httpx

from patterns.errors import FetchFailed, Refused

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """Every address of a host."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Guard(httpx.BaseTransport):
    """Lets a request through to `inner` only where it may go. Raises Refused, with nothing sent."""

    def __init__(self, inner: httpx.BaseTransport, hosts: Collection[str], private: bool = False, resolve: Resolve = resolve) -> None:
        self._inner, self._hosts, self._private, self._resolve = inner, hosts, private, resolve

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        address = self._admit(request.url)
        host = request.url.raw_host.decode("ascii")
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return self._inner.handle_request(pinned)

    def close(self) -> None:
        self._inner.close()

    def _admit(self, url: httpx.URL) -> str:
        """The address to connect to."""
        host = url.raw_host.decode("ascii").strip("[]")
        if url.scheme not in ("http", "https"):
            raise Refused(str(url), f"is {url.scheme or 'no'} address", "shubao asks http and https only")
        if not any(host == name or name.startswith("*.") and host.endswith(name[1:]) for name in self._hosts):
            raise Refused(str(url), f"its host is none of {', '.join(sorted(self._hosts))}", "name it in the source's hosts if it is right")
        try:
            addresses = self._resolve(host, url.port or (443 if url.scheme == "https" else 80))
        except OSError as error:
            raise FetchFailed(str(url), f"its host cannot be found ({error})", "check the address") from None
        for address in addresses:
            self._judge(str(url), address)
        return addresses[0]

    def _judge(self, url: str, address: str) -> None:
        ip = _true(ipaddress.ip_address(address.partition("%")[0]))
        never = ip.is_link_local or ip.is_multicast or ip.is_unspecified
        if never or not ip.is_global and not self._private:
            what = "a link-local or multicast address" if never else "a private address"
            do = "no source may ask it" if never else "set private = true in the source if it is yours"
            raise Refused(url, f"leads to {ip}, {what}", do)


def _true(ip: Address) -> Address:
    """The IPv4 address inside an IPv6 one."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        return inner or ip
    return ip
