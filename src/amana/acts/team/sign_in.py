"""Sign in: by a link, by an invitation, or as somebody whom a provider vouches for."""

from dataclasses import dataclass

from amana.acts.team.errors import LinkUsedUp
from amana.domain.ledger.entry import Entry
from amana.domain.staff import Way
from amana.storage.accounts import Met
from amana.storage.database import Storage


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


def _join(storage: Storage, token: str, coming: Coming, invited: tuple[str, str, str]) -> str:
    """Take the invitation: its use, the role and their entry are one transaction.

    A member's row made for an invitation that somebody else takes first opens nothing. The
    session opens this service only: whoever invited saw the link, and must not come into other
    services of a person whom they named.
    """
    service, name, email = invited
    with storage.platform() as platform:
        member = platform.accounts.add(name=name, email=email).id
    with storage.work(service) as work:
        taken = work.members.take_invitation(token)
        if taken is None:
            raise LinkUsedUp
        invitation, role = taken
        joined = work.members.add(member, role)
        work.commit(
            Entry(
                act="join",
                body={
                    "by": str(member),
                    "invitation": str(invitation),
                    # Who works here already keeps the role that they have.
                    "role": role.value if joined else None,
                },
            )
        )
    with storage.platform() as platform:
        return platform.accounts.begin_session(
            member, _met(coming, Way.INVITATION), scope=service, before=coming.before
        )


def _met(coming: Coming, way: Way) -> Met:
    return Met(way=way, browser=coming.browser, address=coming.address)
