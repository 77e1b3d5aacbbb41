"""Proving that an address is one's own: what a person typed names nobody until they showed it.

A code goes to the address, and nothing else does. Only who signed in just now may ask: an address
that is proven lets its owner in, and an open session that somebody finds is not to give them one.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from amana.acts.act import Act
from amana.acts.identity.codes import BY, ask_code_to_prove, code_shown
from amana.acts.identity.errors import AddressNotTaken, NotProven
from amana.acts.identity.taking_over import KINDS, known_by, own_addresses
from amana.acts.identity.visitor import Visitor
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.words import Language
from amana.storage.work import View, Work

JUST_NOW: Final = timedelta(minutes=15)


def provable(view: View, sent: Collection[IdentifierKind]) -> tuple[IdentifierKind, ...]:
    """Return the kinds of addresses that may come from a person, of those to which codes go."""
    promised = {KINDS[each.what] for each in own_addresses(view)}
    return tuple(kind for kind in IdentifierKind if kind in promised and kind in sent)


def ask_to_prove(
    work: Work, visitor: Visitor, kind: IdentifierKind, address: str, *, language: Language
) -> str:
    """Have a code sent to an address that the person says is theirs; return the ticket for it.

    ``address`` is normalised. Raises ``SignedOut``,
    ``NotProven`` where they did not sign in just now, and ``AddressNotTaken`` where no promise
    lets it in.
    """
    visitor.check(work)
    if work.now - visitor.since > JUST_NOW:
        raise NotProven
    if kind not in provable(work, (kind,)):
        raise AddressNotTaken
    return ask_code_to_prove(work, visitor.person, kind, address, language=language)


def prove_address(act: Act, visitor: Visitor, ticket: str, typed: str) -> None:
    """Let the person be known by the address to which the code went. Commits.

    It is no proof of who they are: whoever has their session could show an own address. Raises
    ``SignedOut``, ``CodeNotRight`` and ``AddressNotTaken``.
    """
    work = act.work
    visitor.check(work)
    prover = work.sealer.person_key(visitor.person)
    tried, _ = code_shown(work, ticket, typed, prover=prover)
    for each in own_addresses(work):
        if KINDS[each.what] is tried.kind and known_by(
            act, visitor.person, each.with_value(tried.address), by=BY[tried.kind]
        ):
            work.over()
            return
    raise AddressNotTaken
