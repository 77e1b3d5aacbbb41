"""End all promotion to an address whose holder wrote that they want no more of it."""

from amana.acts.act import Act
from amana.acts.choices.choose import say_word
from amana.acts.choices.choosing import Choosing
from amana.acts.in_force import NoPolicyInForce, in_force, published
from amana.acts.messages.stopped_class import AboutClass, stop_class
from amana.acts.persons.normal import normal_identifier
from amana.domain.choice.circumstances import Means
from amana.domain.choice.classes import ClassOf
from amana.domain.choice.word import Word
from amana.domain.errors import Malformed
from amana.domain.message.promised import is_promotional
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.domain.policy.essential import classes_of
from amana.domain.policy.model import Policy
from amana.domain.promises.message import Message
from amana.domain.vocabulary.messages import Channel, MessageClass, Unsubscribe
from amana.storage.work import Work


def stop_address(act: Act, sender: str) -> tuple[str, ...]:
    """End promotion to the address, whoever's it is; return the promises that offer this way out.

    The address goes on the list of those that stay out, known or not. Where one person alone is
    known by it, the letter is their word about each purpose of promotion as well; where several
    share it, whose word it is cannot be told. Nothing is committed yet.
    """
    work = act.work
    policy = _policy(work)
    try:
        address = normal_identifier(IdentifierKind.EMAIL, sender)
    except Malformed:
        # What is no address of anybody's has no promotion to end.
        return ()
    work.suppression.add(IdentifierKind.EMAIL, address, Why.OPTED_OUT)
    if policy is None:
        return ()
    groups = {
        frozenset(work.persons.group_of(key))
        for key in work.identifiers.whose(IdentifierKind.EMAIL, address)
    }
    if len(groups) == 1:
        _say(act, policy, next(iter(groups)))
    return tuple(
        promise.id
        for promise in policy.promises.values()
        if isinstance(promise.form, Message) and Unsubscribe.WRITE_IN in promise.form.stop
    )


def _policy(work: Work) -> Policy | None:
    try:
        return published(work, in_force(work)).policy
    except NoPolicyInForce:
        return None


def _say(act: Act, policy: Policy, group: frozenset[bytes]) -> None:
    """Record the person's word, and stop the classes of purposes that other messages serve too."""
    work = act.work
    named = work.identifiers.own_ids(group)
    ended = stopped_by_letter(policy)
    alone = {purpose for purpose, classes in ended.items() if _is_all(policy, purpose, classes)}
    for _, person in sorted(named.items())[:1]:
        for purpose in sorted(ended.keys() - alone):
            for each in sorted(ended[purpose]):
                stop_class(
                    act,
                    AboutClass(
                        person=person,
                        what=ClassOf(message_class=each, purpose=purpose),
                        channel=Channel.EMAIL,
                        means=Means.REPLY,
                    ),
                )
        if alone:
            say_word(
                act,
                Choosing(
                    person=person,
                    word=Word.OPT_OUT,
                    purposes=frozenset(alone),
                    channel=Channel.EMAIL,
                    means=Means.WRITTEN,
                ),
            )


def stopped_by_letter(policy: Policy) -> dict[str, frozenset[MessageClass]]:
    """Return the purposes that a letter ends, and of each the classes of messages that stop."""
    found = {
        purpose: frozenset(each for each in classes_of(policy, purpose) if each.can_be_stopped)
        for purpose in policy.purposes
    }
    return {
        purpose: classes
        for purpose, classes in found.items()
        if classes or is_promotional(policy, purpose)
    }


def _is_all(policy: Policy, purpose: str, classes: frozenset[MessageClass]) -> bool:
    """Tell whether nothing else is sent for the purpose than what stops."""
    return classes_of(policy, purpose) == classes
