"""Sign in: by a link, by an invitation, or as somebody whom a provider vouches for."""

from dataclasses import dataclass

from amana.acts.team.errors import LinkUsedUp, NoSuchMember
from amana.domain.ledger.entry import Entry
from amana.domain.staff import Identity, Way
from amana.storage.database import Storage
from amana.storage.members import Met


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """From where somebody signs in."""

    browser: str
    """The browser's family and system, in a few words."""
    address: str
    """A network, not a whole address."""
    before: str = ""
    """The secret of a session that this browser has already: it ends."""


def sign_in_by_token(storage: Storage, token: str, coming: Coming) -> str:
    """Use a link or an invitation up, and return the secret of a new session.

    Raises ``LinkUsedUp`` for a token that is unknown, used or expired: the answer is the same.
    """
    with storage.platform() as platform:
        taken = platform.accounts.take_link(token)
        if taken is not None:
            member, scope = taken
            return platform.accounts.begin_session(
                member, _met(coming, Way.LINK), scope=scope, before=coming.before
            )
        invited = platform.accounts.invited(token)
    if invited is None:
        raise LinkUsedUp
    return _join(storage, token, coming, invited)


def sign_in_as(storage: Storage, identity: Identity, coming: Coming) -> str:
    """Begin a session for the member whom a provider vouches for; never makes one.

    They are found by the provider's subject, or the first time by an address that the provider
    verified; from then on only by the subject. Raises ``NoSuchMember``.
    """
    issuer, subject = identity.issuer, identity.subject
    with storage.platform() as platform:
        accounts = platform.accounts
        member = accounts.of_subject(issuer=issuer, subject=subject)
        if member is None and identity.email is not None:
            found = accounts.by_email(identity.email)
            # Who is tied to another subject of this provider is not this person.
            tied = found and accounts.tie_subject(found.id, issuer=issuer, subject=subject)
            member = found.id if found and tied else None
        if member is None or not accounts.works(member):
            raise NoSuchMember
        return accounts.begin_session(member, _met(coming, Way.OPENID), before=coming.before)


def _join(storage: Storage, token: str, coming: Coming, invited: tuple[str, str, str]) -> str:
    """Take the invitation: its use, the role, their entry and the session are one transaction.

    A member's row made for an invitation that somebody else takes first opens nothing, and is
    forgotten. The session opens this service only: whoever invited saw the link, and must not
    come into other services of a person whom they named.
    """
    service, name, email = invited
    with storage.platform() as platform:
        member = platform.accounts.add(name=name, email=email).id
        platform.accounts.end_secret(coming.before)
    with storage.work(service) as work:
        taken = work.members.take_invitation(token)
        if taken is None:
            raise LinkUsedUp
        invitation, role = taken
        joined = work.members.add(member, role)
        secret = work.members.begin_session(member, _met(coming, Way.INVITATION))
        body = {
            "actor": str(member),
            "invitation": str(invitation),
            # Who works here already keeps the role that they have.
            "role": role.value if joined else None,
        }
        work.commit(Entry(act="join", body=body))
    return secret


def _met(coming: Coming, way: Way) -> Met:
    return Met(way=way, browser=coming.browser, address=coming.address)
