"""Where a request may go: refused before any connection is opened. The transport inside only records; no packet leaves."""

import httpx
import pytest

from flows.pull.guard import Guard
from flows.pull.web import Limits, Web
from patterns.errors import FetchFailed, Refused

HOSTS = {"a.test", "*.b.test"}
NAMES = {
    "a.test": ["93.184.216.34"], "x.b.test": ["2606:2800:220:1::1"], "b.test": ["93.184.216.34"], "both.b.test": ["93.184.216.34", "10.0.0.7"],
    "home.b.test": ["192.168.1.5"], "loop.b.test": ["127.0.0.1"], "meta.b.test": ["169.254.169.254"], "mapped.b.test": ["::ffff:10.0.0.1"],
    "nat.b.test": ["64:ff9b::a00:1"], "zero.b.test": ["0.0.0.0"], "link6.b.test": ["fe80::1%eth0"],
}  # fmt: skip


class Recorder(httpx.BaseTransport):
    """Answers 200 to everything, or redirects, and records where a connection would have been opened."""

    def __init__(self, redirects=None):
        self.seen, self.redirects = [], redirects or {}

    def handle_request(self, request):
        self.seen.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
        target = self.redirects.get(request.headers["host"])
        return httpx.Response(302, headers={"location": target}) if target else httpx.Response(200, content=b"ok")


def page(url, private=False, redirects=None):
    recorder = Recorder(redirects)
    with Web(HOSTS, private, Limits(tries=1), recorder, lambda host, port: NAMES[host]) as web:
        try:
            return web.page(url), recorder.seen
        except (Refused, FetchFailed) as error:
            return error, recorder.seen


def test_a_named_host_is_asked_at_the_address_that_was_judged():
    found, seen = page("https://a.test/x")
    assert found.body == b"ok" and found.url == "https://a.test/x"
    assert seen == [("93.184.216.34", "a.test", "a.test")]


def test_a_star_stands_for_hosts_under_a_name():
    assert page("http://x.b.test/")[0].body == b"ok"
    assert isinstance(page("http://b.test/")[0], Refused)


REFUSED = ["ftp://a.test/x", "file:///etc/passwd", "gopher://a.test/", "http://c.test/", "http://a.test.c.test/", "http://c.test@d.test/"]
PRIVATE = ["home", "loop", "both", "mapped", "nat"]
NEVER = ["meta", "zero", "link6"]


@pytest.mark.parametrize("url", [*REFUSED, *(f"http://{n}.b.test/" for n in (*PRIVATE, *NEVER))])
def test_refused_with_nothing_opened(url):
    found, seen = page(url)
    assert isinstance(found, Refused) and seen == []


@pytest.mark.parametrize("name", PRIVATE)
def test_a_source_may_allow_its_own_network(name):
    assert page(f"http://{name}.b.test/", private=True)[0].body == b"ok"


@pytest.mark.parametrize("name", NEVER)
def test_some_addresses_no_source_may_ask(name):
    found, seen = page(f"http://{name}.b.test/", private=True)
    assert isinstance(found, Refused) and seen == []


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "http://meta.b.test/latest", "http://home.b.test/", "http://c.test/", "//c.test/x"]
)
def test_a_redirect_is_judged_like_any_address(target):
    found, seen = page("http://a.test/", redirects={"a.test": target})
    assert isinstance(found, Refused) and len(seen) == 1


def test_an_address_instead_of_a_name():
    with pytest.raises(Refused):
        Guard(Recorder(), {"169.254.169.254"}, True, lambda host, port: [host]).handle_request(
            httpx.Request("GET", "http://169.254.169.254/")
        )


def test_a_host_that_is_not_there():
    def nobody(host, port):
        raise OSError("unknown")

    with Web(HOSTS, False, Limits(tries=1), Recorder(), nobody) as web, pytest.raises(FetchFailed, match="cannot be found"):
        web.page("http://a.test/")
