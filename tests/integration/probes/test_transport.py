"""TLS and headers: what travels to a service, seen from outside."""

import ssl
import warnings
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.sites import site_of
from amana.acts.probes.transport import PROBE
from amana.acts.probes.wire import checked_address
from amana.domain.evidence.proof import Level, State

if TYPE_CHECKING:
    from tests.conftest import Authority
    from tests.integration.probes.conftest import House, Serve

HSTS = {"strict-transport-security": "max-age=31536000; includeSubDomains"}
COOKIE = {"set-cookie": "__Host-session=x; Path=/; Secure; HttpOnly; SameSite=Lax"}
GOOD = {"/": (200, HSTS | COOKIE, b"welcome")}
ROWS = {
    "W10": "protect: [email, phone], by: [encryption_in_transit]",
    "C9": "protect: [email], by: [encryption_in_transit], against: [access, disclosure]",
    "A12": "protect: [phone], by: [encryption_in_transit]",
    "K19": "protect: [email], by: [encryption_in_transit, own_care]",
    "M14": "protect: [email, phone], by: [encryption_in_transit]",
}


@pytest.mark.promise("W10", "C9", "A12", "K19", "M14")
def test_a_service_that_is_right_is_observed_to_be(
    house: "House", serve: "Serve", authority: "Authority"
) -> None:
    """TLS of today, a certificate that holds, HSTS, guarded cookies, nothing in the clear."""
    house.promise(*(f"{row}: {{{form}}}" for row, form in ROWS.items()))
    assert {house.standing(row).state for row in ROWS} == {State.UNPROVEN}
    with serve(GOOD, authority.issue()) as url:
        run = house.look(PROBE, url)
    assert run.looked is not None
    assert run.looked.faults == ()
    assert "TLSv1.3" in str(run.looked.seen)
    told = {row: house.standing(row) for row in ROWS}
    assert {each.state for each in told.values()} == {State.KEPT}
    assert {each.level for each in told.values()} == {Level.OBSERVED}


@pytest.mark.promise("W10", "C9")
@pytest.mark.parametrize(
    ("pages", "fault"),
    [
        ({"/": (200, COOKIE, b"")}, "no_hsts"),
        ({"/": (200, {"strict-transport-security": "max-age=60"}, b"")}, "no_hsts"),
        ({"/": (200, HSTS | {"set-cookie": "session=x; HttpOnly"}, b"")}, "cookie"),
    ],
)
def test_what_is_missing_over_tls_breaks_the_promise(
    house: "House",
    serve: "Serve",
    authority: "Authority",
    pages: dict[str, tuple[int, dict[str, str], bytes]],
    fault: str,
) -> None:
    """A browser that comes again could be led into the clear, or would send its session there."""
    house.promise(f"W10: {{{ROWS['W10']}}}")
    with serve(pages, authority.issue()) as url:
        run = house.look(PROBE, url)
    assert run.looked is not None
    assert [each.code for each in run.looked.faults] == [fault]
    assert (house.standing("W10").state, house.standing("W10").count) == (State.BROKEN, 1)


@pytest.mark.promise("W10")
def test_plain_http_that_is_answered_breaks_the_promise(
    house: "House", serve: "Serve", authority: "Authority"
) -> None:
    """A later look that sees it mended keeps the promise again."""
    house.promise(f"W10: {{{ROWS['W10']}}}")
    certificate = authority.issue()
    with serve(GOOD, certificate, clear=True) as url:
        run = house.look(PROBE, url)
    assert run.looked is not None
    assert [each.code for each in run.looked.faults] == ["plain_http"]
    assert house.standing("W10").state is State.BROKEN
    away = {"/": (308, HSTS | {"location": "https://localhost/"}, b"")}
    with serve(away, certificate, clear=True) as url:
        assert house.look(PROBE, url).looked is not None
    assert house.standing("W10").state is State.KEPT


@pytest.mark.promise("C9", "A12")
@pytest.mark.parametrize("wrong", ["authority", "ended"])
def test_a_certificate_that_does_not_hold_breaks_the_promise(
    house: "House",
    serve: "Serve",
    authority: "Authority",
    foreign_authority: "Authority",
    wrong: str,
) -> None:
    """Of nobody whom one trusts, or over."""
    house.promise(f"C9: {{{ROWS['C9']}}}")
    of_whom = foreign_authority if wrong == "authority" else authority
    with serve(
        GOOD, of_whom.issue(ends_in=timedelta(days=20 if wrong == "authority" else -1))
    ) as url:
        run = house.look(PROBE, url)
    assert run.looked is not None
    assert [each.code for each in run.looked.faults] == ["certificate"]


@pytest.mark.promise("C9")
def test_protocols_that_are_given_up_break_the_promise(
    house: "House", serve: "Serve", authority: "Authority"
) -> None:
    """A server that still agrees upon TLS 1.1 can be talked down to it (RFC 8996)."""

    def old(context: ssl.SSLContext) -> None:
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.TLSv1

    house.promise(f"C9: {{{ROWS['C9']}}}")
    with serve(GOOD, authority.issue(), adjust=old) as url:
        run = house.look(PROBE, url)
    assert run.looked is not None
    assert [each.code for each in run.looked.faults] == ["old_protocol"]


def test_what_cannot_be_looked_at_proves_nothing(house: "House", serve: "Serve") -> None:
    """No address, loopback in the clear, nobody there: no entry, and no state from it."""
    assert house.look(PROBE, "https://localhost").unseen is Unseen.NO_PROMISE
    house.promise(f"W10: {{{ROWS['W10']}}}")
    assert house.look(PROBE).unseen is Unseen.NO_ADDRESS
    with serve(GOOD) as url:
        run = house.look(PROBE, url)
    assert (run.unseen, run.entries) == (Unseen.LOOPBACK, ())
    assert house.look(PROBE, url.replace("http:", "https:")).unseen is Unseen.UNREACHABLE
    assert house.standing("W10").state is State.UNPROVEN


def test_a_server_without_tls_breaks_the_promise_and_one_that_refuses_plain_http_keeps_it(
    house: "House", serve: "Serve", authority: "Authority"
) -> None:
    """An address declared as ``https`` that speaks none; a 403 in the clear is a refusal."""
    house.promise(f"W10: {{{ROWS['W10']}}}")
    with serve(GOOD) as url:
        run = house.look(PROBE, url.replace("http:", "https:"))
    assert run.looked is not None
    assert [each.code for each in run.looked.faults] == ["plain_http", "no_tls"]
    with serve({"/": (403, HSTS, b"")}, authority.issue(), clear=True) as url:
        run = house.look(PROBE, url)
    assert run.looked is not None
    assert run.looked.faults == ()


def test_an_address_in_the_clear_alone_shows_nothing_of_tls(house: "House") -> None:
    """Nobody answers there, and nobody was asked over TLS; a private one is not asked at all."""
    house.promise(f"W10: {{{ROWS['W10']}}}")
    assert house.look(PROBE, "http://shop.example").unseen is Unseen.NO_ADDRESS
    assert house.look(PROBE, "http://10.0.0.1").unseen is Unseen.PRIVATE
    assert house.look(PROBE, "https://localhost:1").unseen is Unseen.UNREACHABLE


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1",
        "http://192.168.1.1",
        "http://169.254.169.254",
        "http://[fd00::1]",
        "http://0.0.0.0",
        "http://224.0.0.1",
        "http://[::ffff:10.0.0.1]",
        "http://[2002:a00:1::]",
        "http://[64:ff9b::a00:1]",
    ],
)
def test_no_probe_goes_into_a_private_network(url: str) -> None:
    """Whatever is declared, a probe is no way to what only this machine can reach."""
    with pytest.raises(CannotLook) as refused:
        checked_address(site_of(url))
    assert refused.value.reason is Unseen.PRIVATE


@pytest.mark.parametrize(
    "url", ["ftp://a.example", "https://u@a.example", "https://a.example/b", ""]
)
def test_an_address_is_an_origin(url: str) -> None:
    """No user, no path, no other protocol."""
    with pytest.raises(ValueError, match="origin"):
        site_of(url)
