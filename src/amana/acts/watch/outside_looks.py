"""Looks beyond this machine: the public address, the mail relay, the sender's domain, the time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from amana.acts.watch.finding import Finding, State, seconds
from amana.acts.watch.looks import judge
from amana.acts.watch.surroundings import Surroundings
from amana.channels.clocks import offset_of
from amana.channels.errors import NotReached
from amana.channels.mail import Relay
from amana.channels.names import Names
from amana.channels.pages import ask
from amana.domain.errors import AmanaError

_LIVES: Final = 200
_STRICT: Final = re.compile(r"\bp\s*=\s*(quarantine|reject)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What of the world may be asked."""

    relay: Relay | None = None
    ntp_server: str | None = None
    ntp_port: int = 123
    dkim_selector: str | None = None
    names: Names = field(default_factory=Names)


def look_at_public_url(here: Surroundings) -> Iterator[Finding]:
    """Ask for ``/health/live`` as people would reach it."""
    if here.public_url is None:
        yield Finding(check="public_url", state=State.UNSEEN, why="unset")
        return
    try:
        answer = ask(f"{here.public_url}/health/live")
    except NotReached:
        yield Finding(check="public_url", state=State.WARNING, why="away")
        return
    if answer.status != _LIVES:
        fields = {"status": answer.status}
        yield Finding(check="public_url", state=State.WARNING, why="strange", fields=fields)
    elif here.public_url.startswith("https:") and not answer.hsts:
        yield Finding(check="public_url", state=State.WARNING, why="no_hsts")
    else:
        yield Finding(check="public_url")


def look_at_time(here: Surroundings, outside: Outside) -> Iterator[Finding]:
    """Compare this machine's clock with an NTP server's, where one was named."""
    if outside.ntp_server is None:
        yield Finding(check="ntp", state=State.UNSEEN, why="unset")
        return
    try:
        off = abs(offset_of(outside.ntp_server, here.clock, port=outside.ntp_port))
    except NotReached:
        yield Finding(check="ntp", state=State.UNSEEN, why="away")
        return
    state = judge(off, here.bounds.skew)
    why = "well" if state is State.OK else "off"
    yield Finding(check="ntp", state=state, why=why, fields={"off_s": seconds(off)})


def look_at_mail(outside: Outside) -> Iterator[Finding]:
    """Log in at the relay and send nothing; then read what the sender's domain says."""
    if outside.relay is None:
        yield Finding(check="mail", state=State.UNSEEN, why="unset")
        return
    try:
        outside.relay.log_in()
    except AmanaError as error:
        code = error.code.removeprefix("channel.")
        yield Finding(check="mail", state=State.FAULT, why="refused", fields={"code": code})
    else:
        yield Finding(check="mail")
    domain = outside.relay.sender.rpartition("@")[2]
    try:
        yield _spf(outside.names.texts(domain), domain)
        yield _dmarc(outside.names.texts(f"_dmarc.{domain}"), domain)
        yield _dkim(outside, domain)
    except NotReached:
        yield Finding(check="sender", state=State.UNSEEN, why="away", subject=domain)


def _spf(texts: tuple[str, ...], domain: str) -> Finding:
    """RFC 7208 section 4.5: exactly one record, and one that ends without letting all through."""
    records = [it for it in texts if it.lower() == "v=spf1" or it.lower().startswith("v=spf1 ")]
    if len(records) > 1:
        return Finding(check="spf", state=State.FAULT, why="many", subject=domain)
    if not records:
        return Finding(check="spf", state=State.WARNING, why="none", subject=domain)
    if records[0].split()[-1].lower() in {"+all", "all"}:
        return Finding(check="spf", state=State.FAULT, why="all", subject=domain)
    return Finding(check="spf", subject=domain)


def _dmarc(texts: tuple[str, ...], domain: str) -> Finding:
    """RFC 7489 section 6.6.3: one record that says what becomes of mail that fails."""
    records = [it for it in texts if it.replace(" ", "").upper().startswith("V=DMARC1")]
    if len(records) != 1:
        return Finding(check="dmarc", state=State.WARNING, why="none", subject=domain)
    if _STRICT.search(records[0]) is None:
        return Finding(check="dmarc", state=State.WARNING, why="lax", subject=domain)
    return Finding(check="dmarc", subject=domain)


def _dkim(outside: Outside, domain: str) -> Finding:
    """RFC 6376 section 3.6.2: the key lies under a selector, which nobody can guess."""
    if outside.dkim_selector is None:
        return Finding(check="dkim", state=State.UNSEEN, why="unset", subject=domain)
    texts = outside.names.texts(f"{outside.dkim_selector}._domainkey.{domain}")
    keys = [it for it in texts if re.search(r"(^|;)\s*p\s*=\s*[A-Za-z0-9+/]", it)]
    if not keys:
        return Finding(check="dkim", state=State.WARNING, why="none", subject=domain)
    return Finding(check="dkim", subject=domain)
