"""Ask by the link that a letter was answered with: it shows that one reads the account's mailbox.

Whose the request is, is looked up by the address alone, as it is known when the link is used: who
opens it may be signed in as somebody else, or not at all. Known or not, the page says the same.
"""

from dataclasses import dataclass
from typing import Final

from amana.acts.act import Act
from amana.acts.identity.sign_in import own_id
from amana.acts.identity.whose import whose
from amana.acts.in_force import in_force, published
from amana.acts.messages.put_out import Outgoing, put_out
from amana.acts.requests.errors import LinkNotGood
from amana.acts.requests.means import means_are_enough
from amana.acts.requests.receive import Asking, take_in
from amana.acts.requests.refuse import ACT as REFUSE
from amana.acts.requests.stepping import step_on
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.request.states import Step
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.vocabulary.protecting import IdentityMeans
from amana.domain.vocabulary.requests import RefusalReason, RequestDoor, RequestKind
from amana.domain.words import Language, Words
from amana.storage.request_doors import LinkRow
from amana.storage.requests import Moved
from amana.storage.work import View, Work
from amana.wording.catalogue import say

_EMAIL: Final = IdentifierKind.EMAIL
_MEANS: Final = IdentityMeans.ACCOUNT_EMAIL


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkShown:
    """What the page of a link shows; nothing of whose it is."""

    who: Words
    """The service's own name."""
    kind: RequestKind | None
    """What the letter seemed to ask for."""
    language: Language


def show_link(view: View, token: str) -> LinkShown:
    """Return what the link is for; nothing changes. Raises ``LinkNotGood``."""
    link = view.request_doors.link(token)
    if link is None:
        raise LinkNotGood
    name = published(view, in_force(view)).policy.controller.name
    return LinkShown(who=name, kind=link.kind, language=link.language)


def ask_by_link(act: Act, token: str, *, kind: RequestKind, about: str = "") -> None:
    """Use the link up, receive what is asked, and commit.

    Of nobody a request is noted and ended, and the address is told so: whoever reads there asked.
    Raises ``LinkNotGood`` and ``UnusableAbout``.
    """
    work = act.work
    link = work.request_doors.use_link(token)
    if link is None:
        raise LinkNotGood
    work.letters_in.may_ask_again(link.address)
    key = whose(work, _EMAIL, link.address)
    person = None if key is None else own_id(work, key)
    proven = means_are_enough(work, _MEANS, kind)
    received = take_in(
        act,
        Asking(
            kind=kind,
            door=RequestDoor.EMAIL,
            person=person,
            about=about,
            proven_by=_MEANS.value if proven else None,
            language=link.language,
        ),
    )
    row = work.requests.one(received.request)
    if not row.linked:
        reason = _reason(work, link)
        moved = Moved(reason=reason.value)
        step_on(act, row, Step.REFUSE, name=REFUSE, body={"reason": reason.value}, moved=moved)
        _tell_nobody(work, link, kind)
    work.over()


def _reason(view: View, link: LinkRow) -> RefusalReason:
    """Return why it is refused: an address that several share does not say which of them asks."""
    known = view.identifiers.whose(_EMAIL, link.address)
    return RefusalReason.NOT_PROVEN if known else RefusalReason.NOTHING_HELD


def _tell_nobody(work: Work, link: LinkRow, kind: RequestKind) -> None:
    """Tell the address that nobody was found; in the same words where several share it."""
    language = link.language
    name = published(work, in_force(work)).policy.controller.name.say(language)
    put_out(
        work,
        Outgoing(
            person=None,
            message_class=MessageClass.SERVICE,
            purpose=None,
            channel=Channel.EMAIL,
            language=language,
            subject=say("asking.nobody_subject", language, name=name),
            text=say("asking.nobody", language, name=name, kind=kind.say(language)),
            address=link.address,
            key=f"asking-nobody-{link.id}",
        ),
    )
