"""One HTTP request to an address that people entered: bounded in time and size, never into our own network.

A name is looked up once, every address it gives is checked, and the connection goes to a checked address, so that a
name cannot mean something else a moment later. Redirects are not followed, proxies not used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from luoshi.notify.channels.base import Failed

SECONDS = 10.0
"""For the whole exchange; each wait for the other side is bounded by what is left of it."""
MOST_BYTES = 64 * 1024  # of an answer
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and body of an answer, the body cut off at ``MOST_BYTES``."""

    status: int
    body: bytes


def parsed(url: str) -> SplitResult:
    """The parts of an address that may be called at all. Raises ``Failed`` (final) with what is wrong with it.

    https only; http only to hosts and networks that the installation allows by ``NOTIFY_ALLOWED``.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise _wrong("地址不完整。", "The address is not complete.") from None
    if parts.scheme not in ("http", "https") or not host or any(ord(c) <= 32 or ord(c) > 126 for c in url):
        raise _wrong(
            "地址须以 https:// 开头,且不含空格和中文。", "The address must begin with https:// and be plain ASCII."
        )
    if parts.username is not None or parts.password is not None:
        raise _wrong("地址里不能写用户名和密码。", "The address must not contain a name and password.")
    if parts.scheme == "http" and not (_host_allowed(host) or _literal_allowed(host)):
        raise _wrong(
            "只能使用 https 地址;内网 http 地址须由系统管理员列入许可(LUOSHI_NOTIFY_ALLOWED)。",
            "Only https addresses; an http address inside must be allowed by the installation (LUOSHI_NOTIFY_ALLOWED).",
        )
    return parts


def post(url: str, body: bytes, headers: Mapping[str, str], seconds: float = SECONDS) -> Answer:
    """POST and give the answer, whatever its status. Raises ``Failed``; ``unsure`` once the request was on its way."""
    parts = parsed(url)
    host = parts.hostname or ""
    address = checked_address(host, parts.port or (443 if parts.scheme == "https" else 80))
    connection = _Pinned(host, parts.port, parts.scheme == "https", address, seconds)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    clock = threading.Timer(seconds, connection.cut)  # waits are bounded one by one; this bounds their sum
    clock.start()
    sent = False
    try:
        connection.connect()
        sent = True
        connection.request(
            "POST", target, body=body, headers={"User-Agent": "Luoshi", "Connection": "close", **headers}
        )
        response = connection.getresponse()
        return Answer(response.status, response.read(MOST_BYTES))
    except (OSError, ValueError, http.client.HTTPException) as error:
        if isinstance(error, TimeoutError) or connection.was_cut:
            raise Failed("对方没有按时答复。", "No answer in time.", unsure=sent) from None
        raise Failed(
            f"连接中断({type(error).__name__})。", f"The connection failed ({type(error).__name__}).", unsure=sent
        ) from None
    finally:
        clock.cancel()
        connection.close()


def checked_address(host: str, port: int) -> str:
    """The address to connect to. Raises ``Failed`` for an unknown name, and finally for one that leads into a private,
    loopback or otherwise special network that is not allowed: one such address of several is enough.
    """
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise Failed("找不到这个主机名。", "The host name is not known.") from None
    if not _host_allowed(host):
        for text in found:
            if not (_public(ipaddress.ip_address(text.partition("%")[0])) or _literal_allowed(text)):
                raise _wrong(
                    "地址指向内部网络,已拒绝;确需使用时由系统管理员列入许可(LUOSHI_NOTIFY_ALLOWED)。",
                    "The address leads into an internal network and is refused; where it is needed, the system "
                    "administrator allows it (LUOSHI_NOTIFY_ALLOWED).",
                )
    return min(found, key=lambda text: (":" in text, text))


def _public(address: _IP) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if within:
            return _public(within)
        if address in _NAT64:
            return _public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast and not address.is_reserved


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _host_allowed(host: str) -> bool:
    return host.lower() in {word.lower() for word in settings.NOTIFY_ALLOWED}


def _literal_allowed(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    for word in settings.NOTIFY_ALLOWED:
        try:
            if address in ipaddress.ip_network(word, strict=False):
                return True
        except ValueError:
            continue
    return False


def _wrong(zh: str, en: str) -> Failed:
    return Failed(zh, en, final=True)


class _Pinned(http.client.HTTPConnection):
    """A connection to a checked address, under the host's own name for Host, SNI and certificate."""

    def __init__(self, host: str, port: int | None, secure: bool, address: str, seconds: float) -> None:
        super().__init__(host, port or (443 if secure else 80), timeout=seconds)
        self._secure, self._address = secure, address
        self._held: socket.socket | None = None
        self.was_cut = False

    def connect(self) -> None:
        self._held = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            context = ssl.create_default_context()
            wrapped = context.wrap_socket(self._held, server_hostname=self.host, do_handshake_on_connect=False)
            self._held = wrapped
            wrapped.do_handshake()
        self.sock = self._held

    def cut(self) -> None:
        """End every wait of this connection now; called by the clock."""
        self.was_cut = True
        if self._held is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._held, socket.SHUT_RDWR)  # not the TLS way, which waits for the other side
