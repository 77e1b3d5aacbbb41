"""What a person may choose, one switch each: what it means, how it stands, and since when.

The switch follows the decision: it is on exactly where the rules on choices (4 and 5) let the
purpose go on.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.choices.choose import choose
from amana.acts.choices.choosing import Choosing
from amana.acts.deciding.facts import chosen_by
from amana.acts.in_force import in_force, published
from amana.acts.me.confirming import ask_by_letter
from amana.acts.me.errors import NoSuchSwitch, WordsChanged
from amana.acts.me.words import sentences
from amana.domain.choice.binding import Binding, bound_to, confirmed_twice
from amana.domain.choice.circumstances import Means, Place
from amana.domain.choice.word import AGREEING, Chosen, Word
from amana.domain.policy.declarations import Basis
from amana.domain.policy.model import Policy, Promise
from amana.domain.promises.choice import Choice
from amana.domain.promises.message import Message
from amana.domain.vocabulary.messages import ChoiceMode
from amana.domain.words import ARABIC, Language, Words
from amana.storage.choices import ChoiceRow
from amana.storage.work import View


class By(StrEnum):
    """How a person chooses about a purpose."""

    CONSENT = "consent"
    """Off until they agree."""
    OPT_OUT = "opt_out"
    """On until they say no, which the policy offers."""
    OBJECTION = "objection"
    """On until they object, which the law lets them where it rests on somebody's interest."""
    FIXED = "fixed"
    """Goes on: the service or the law needs it."""


SWITCHED: Final = frozenset({By.CONSENT, By.OPT_OUT, By.OBJECTION})
_WORDS: Final = {
    By.CONSENT: (Word.CONSENT, Word.WITHDRAW),
    By.OPT_OUT: (Word.OPT_IN, Word.OPT_OUT),
    By.OBJECTION: (Word.OPT_IN, Word.OBJECT),
}
"""What is said by switching on, and off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One choice, or why there is none."""

    about: str
    """The purpose's id."""
    name: Words
    by: By
    basis: Basis
    on: bool
    means: tuple[Words, ...]
    """The policy's own sentences about it, those that offer the choice first."""
    promises: tuple[str, ...]
    """The ids of those."""
    since: datetime | None
    """When the person last said something about it."""
    version: int | None
    """The version of the policy by whose words they said it."""
    lapsed: bool
    """Whether a consent ended because the policy promises something else now."""
    confirmed: bool
    """Whether the policy promises that a consent is confirmed by a second step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesPage:
    """All switches, and the version whose words they are in."""

    version: int
    switches: tuple[Switch, ...]
    fixed: tuple[Switch, ...]
    """What goes on, with its reason."""


def show_switches(view: View, *, person: str) -> ChoicesPage:
    """Return every purpose with its switch. Raises ``NoPolicyInForce`` and ``PersonErased``."""
    version = in_force(view)
    policy, group = published(view, version).policy, view.persons.group(person)
    said = chosen_by(view, group, frozenset(policy.purposes), version=version)
    last = {row.purpose: row for row in reversed(view.choices.said(group))}
    found = [_switch(policy, purpose, said, last.get(purpose)) for purpose in policy.purposes]
    return ChoicesPage(
        version=version.number,
        switches=tuple(each for each in found if each.by in SWITCHED and each.means),
        fixed=tuple(each for each in found if each.by is By.FIXED and each.means),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Switching:
    """What a person asks by pressing a switch."""

    about: str
    on: bool
    seen: int
    """The version of the policy whose words the page showed."""
    language: Language = ARABIC
    """In which it showed them."""
    site: str = ""
    """Scheme and host of the page, for the link of a letter that asks to confirm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """The word stands on the ledger."""

    entry: UUID
    asked: bool = False
    """Whether it counts only once the person confirms it by the letter that goes out."""


def switch(act: Act, given: Switching, *, person: str) -> Switched:
    """Take the person at their word. What is off already may be put off.

    Where the policy promises a second step, a consent waits for it, and a letter asks for it.
    Raises ``NoAddressToConfirm`` where none can be sent, ``WordsChanged`` where a person agrees
    to words that are not in force any more, ``NoSuchSwitch``, and what :func:`choose` raises.
    """
    version = in_force(act.work)
    policy = published(act.work, version).policy
    by = chosen_how(policy, given.about)
    if by is By.FIXED:
        raise NoSuchSwitch
    if given.on and given.seen != version.number:
        raise WordsChanged
    on, off = _WORDS[by]
    if given.on and confirmed_twice(policy, given.about):
        asked = ask_by_letter(
            act,
            choosing_of(given, person=person, word=on),
            site=given.site,
            language=given.language,
            policy=policy,
        )
        return Switched(entry=asked, asked=True)
    return say(act, given, person=person, word=on if given.on else off)


def say(act: Act, given: Switching, *, person: str, word: Word) -> Switched:
    """Record a word that was said by a switch of the centre."""
    return Switched(entry=choose(act, choosing_of(given, person=person, word=word)).entry)


def choosing_of(given: Switching, *, person: str, word: Word) -> Choosing:
    """Return what is said by a switch of the centre."""
    return Choosing(
        person=person,
        word=word,
        purposes=frozenset({given.about}),
        language=given.language,
        channel=Place.PRIVACY_CENTRE,
        means=Means.SWITCH,
    )


def chosen_how(policy: Policy, purpose: str) -> By:
    """Return how one chooses about the purpose; what the policy does not declare is fixed."""
    declared = policy.purposes.get(purpose)
    if declared is None:
        return By.FIXED
    forms = [promise.form for promise in policy.promises.values()]
    offers = {form.by for form in forms if isinstance(form, Choice) and purpose in form.for_}
    if declared.basis == Basis.CONSENT or offers - {ChoiceMode.OPT_OUT}:
        return By.CONSENT
    stoppable = (form for form in forms if isinstance(form, Message) and form.can_be_stopped)
    if offers or any(purpose in form.for_ for form in stoppable):
        return By.OPT_OUT
    return By.OBJECTION if declared.basis == Basis.LEGITIMATE_INTEREST else By.FIXED


def _switch(policy: Policy, purpose: str, said: Chosen, last: ChoiceRow | None) -> Switch:
    by, declared = chosen_how(policy, purpose), policy.purposes[purpose]
    promises = _about(policy, purpose)
    agreed = purpose in said.consented
    return Switch(
        about=purpose,
        name=declared.name,
        by=by,
        basis=Basis(declared.basis),
        on=purpose not in said.objected and (agreed or by is not By.CONSENT),
        means=tuple(sentences(policy, promise) for promise in promises),
        promises=tuple(promise.id for promise in promises),
        since=None if last is None else last.at,
        version=None if last is None else last.version,
        lapsed=last is not None and last.state in AGREEING and by is By.CONSENT and not agreed,
        confirmed=confirmed_twice(policy, purpose),
    )


def _about(policy: Policy, purpose: str) -> tuple[Promise, ...]:
    """Return the promises that name the purpose, those that offer the choice first."""
    first = bound_to(policy, purpose)
    named = [promise for promise in policy.promises.values() if _names(promise, purpose)]
    return tuple(sorted(named, key=lambda it: _weight(it, first)))


def _weight(promise: Promise, first: Binding | None) -> int:
    """Return how early a promise is shown: what offers the choice, what sends, what is bound to."""
    if isinstance(promise.form, Choice):
        return 0
    if isinstance(promise.form, Message) and promise.form.can_be_stopped:
        return 1
    return 2 if first is not None and promise.id == first.promise else 3


def _names(promise: Promise, purpose: str) -> bool:
    rules = promise.kind.rules(promise.form)
    return any(rule.purposes is not None and purpose in rule.purposes for rule in rules)
