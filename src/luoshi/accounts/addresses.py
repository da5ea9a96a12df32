"""Where a request comes from."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the person's machine: the peer's, or what trusted proxies say about it.

    ``X-Forwarded-For`` is believed only from ``TRUSTED_PROXIES``, and read from its end: the last address that is no
    trusted proxy. ``0.0.0.0`` when nothing is known (a socket file).
    """
    peer = str(request.META.get("REMOTE_ADDR") or "0.0.0.0")  # noqa: S104  # stands for "unknown", nothing is bound
    if not within(peer, settings.TRUSTED_PROXIES):
        return peer
    for hop in reversed(str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")):
        address = hop.strip()
        if is_address(address) and not within(address, settings.TRUSTED_PROXIES):
            return address
    return peer


def is_address(text: str) -> bool:
    """Whether ``text`` is an IPv4 or IPv6 address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def within(address: str, networks: Iterable[str]) -> bool:
    """Whether an address belongs to one of ``networks`` (addresses, or networks such as ``10.1.0.0/16``).

    >>> within("10.1.2.3", ["10.1.0.0/16"]), within("10.2.2.3", ["10.1.0.0/16", "::1"]), within("", ["::1"])
    (True, False, False)
    """
    if not is_address(address):
        return False
    return any(ip_address(address) in ip_network(network, strict=False) for network in networks)
