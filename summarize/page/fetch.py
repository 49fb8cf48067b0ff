"""Pages from the network, where the operator allows it: http(s) from public addresses only, bounded in size and time.

A name is resolved once, every address it has must be public, and the connection goes to the very address that was
checked: a second answer of the name server (DNS rebinding) is never used. Each redirect is checked like a link.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from summarize import __version__
from summarize.page.options import FetchOptions

Resolve = Callable[[str, int], Sequence[str]]  # host and port in, its addresses out

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KINDS = ("text/html", "application/xhtml+xml", "text/plain")
_CHUNK = 65536
_LINK_CHARS = 2000
_CARRIED = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "::/96")))  # IPv6 that stands for an IPv4 address


class NotFetched(Exception):
    """Why a link was not fetched, to be shown after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it came."""

    url: str  # the last one, after redirects
    data: bytes
    ending: str  # how to read it: ".html" or ".txt"


def is_public(address: str) -> bool:
    """Whether an address is one that everybody on the internet reaches; an IPv4 one inside an IPv6 one is looked at."""
    try:
        one = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(one, ipaddress.IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour or (one.teredo and one.teredo[1])
        if inner is None and any(one in network for network in _CARRIED):
            inner = ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return one.is_global and not one.is_multicast and not one.is_reserved


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host, as the system's resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


def fetch(
    url: str, options: FetchOptions, resolve: Resolve = resolve, allowed: Callable[[str], bool] = is_public
) -> Page:
    """The page of a link.

    Args:
        url: http or https.
        options: The limits.
        resolve: Gives the addresses of a host.
        allowed: Whether an address may be asked.

    Raises:
        NotFetched: It cannot be had, or may not be.
    """
    deadline = time.monotonic() + options.seconds
    for _ in range(options.max_redirects + 1):
        answer = _ask(_checked(url), options, deadline, resolve, allowed)
        if isinstance(answer, Page):
            return answer
        url = urljoin(url, answer)
    raise NotFetched(f"was sent on more than {options.max_redirects} times")


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise NotFetched("is no link that can be read") from None
    if len(url) > _LINK_CHARS or any(not char.isprintable() or char.isspace() for char in url.strip()):
        raise NotFetched("is no link that can be read")
    if parts.scheme not in _PORTS or not parts.hostname:
        raise NotFetched("is no link that is fetched: only http:// and https:// are")
    if parts.username is not None or parts.password is not None:
        raise NotFetched("holds a user name: such links are not fetched")
    if port not in (None, _PORTS[parts.scheme]):
        raise NotFetched(f"names port {port}: only the usual ones are asked")
    return parts


def _ask(
    url: SplitResult, options: FetchOptions, deadline: float, resolve: Resolve, allowed: Callable[[str], bool]
) -> Page | str:
    """The page, or the link it redirects to."""
    host = _ascii(url.hostname or "")
    address = _address(host, _PORTS[url.scheme], deadline, resolve, allowed)
    try:
        with _connection(url.scheme, host, address, _left(deadline)) as connection, _ended_at(deadline, connection):
            connection.request("GET", _target(url), headers=_headers(host))
            return _answer(connection.getresponse(), url, options, deadline)
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        if time.monotonic() >= deadline:
            raise NotFetched(f"took longer than {options.seconds:g} seconds") from None
        raise NotFetched(f"could not be fetched ({type(error).__name__})") from None


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        raise NotFetched("names a host that cannot be") from None


def _address(host: str, port: int, deadline: float, resolve: Resolve, allowed: Callable[[str], bool]) -> str:
    pool = ThreadPoolExecutor(max_workers=1)  # the system's resolver takes no time limit
    try:
        addresses = pool.submit(resolve, host, port).result(timeout=_left(deadline))
    except (OSError, UnicodeError):
        raise NotFetched("names a host that is not known") from None
    except Late:
        raise NotFetched("names a host that was not found in time") from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    if not addresses or not all(allowed(one) for one in addresses):
        raise NotFetched("leads to an address that is not public: such pages are not fetched")
    return addresses[0]


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise NotFetched("took too long")
    return left


@contextlib.contextmanager
def _ended_at(deadline: float, connection: http.client.HTTPConnection) -> Iterator[None]:
    """Ends the connection at the deadline: a server that sends a byte a second never meets a socket's own limit."""

    def end() -> None:
        with contextlib.suppress(OSError, AttributeError):
            connection.sock.shutdown(socket.SHUT_RDWR)

    timer = Timer(_left(deadline), end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextlib.contextmanager
def _connection(scheme: str, host: str, address: str, seconds: float) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(host, _PORTS[scheme], timeout=seconds)
    plain = socket.create_connection((address, _PORTS[scheme]), timeout=seconds)
    try:
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
        )
        yield connection
    finally:
        plain.close()
        connection.close()


def _target(url: SplitResult) -> str:
    path = quote(url.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return path + ("?" + quote(url.query, safe="/%:@!$&'()*+,;=~-._?[]") if url.query else "")


def _headers(host: str) -> dict[str, str]:
    return {
        "Host": host,
        "User-Agent": f"summarize/{__version__}",
        "Accept": ", ".join(_KINDS),
        "Accept-Encoding": "gzip, identity",
        "Connection": "close",
    }


def _answer(response: http.client.HTTPResponse, url: SplitResult, options: FetchOptions, deadline: float) -> Page | str:
    to = response.getheader("Location")
    if response.status in _REDIRECTS and to:
        return to
    if response.status != http.client.OK:
        raise NotFetched(f"was answered with {response.status}")
    kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in _KINDS:
        raise NotFetched(f"is no article but {kind or 'of an unknown kind'}")
    return Page(
        url=url.geturl(),
        data=_body(response, options, deadline),
        ending=".txt" if kind == "text/plain" else ".html",
    )


def _body(response: http.client.HTTPResponse, options: FetchOptions, deadline: float) -> bytes:
    packing = (response.getheader("Content-Encoding") or "identity").lower()
    if packing not in ("identity", "gzip"):
        raise NotFetched(f"came packed as {packing}, which was not asked for")
    unpack = zlib.decompressobj(wbits=31) if packing == "gzip" else None
    limit = int(options.max_mb * 1_000_000)
    data = bytearray()
    while chunk := response.read1(_CHUNK):
        _left(deadline)
        data += unpack.decompress(chunk, limit + 1) if unpack else chunk
        if len(data) > limit:
            raise NotFetched(f"is larger than {options.max_mb:g} MB")
    return bytes(data)
