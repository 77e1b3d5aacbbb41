"""Messages that a policy promises some time after an event, such as a request for a rating.

They are put out when the event is noted, due after the promised delay: whoever opts out meanwhile
gets none, since each is decided when it is sent; whoever is erased takes theirs along.
"""

from uuid import UUID

from amana.acts.in_force import in_force, published
from amana.acts.messages.put_out import Outgoing, put_out
from amana.domain.policy.model import Policy
from amana.domain.promises.message import Message
from amana.domain.vocabulary.messages import Channel
from amana.domain.words import Language
from amana.storage.work import Work
from amana.wording.catalogue import say


def follow_event(work: Work, person: str, event: str, *, entry: UUID) -> tuple[str, ...]:
    """Put out what is promised to follow the event, in this transaction; return the promises."""
    policy = published(work, in_force(work)).policy
    following = [
        (promise.id, promise.form)
        for promise in policy.promises.values()
        if isinstance(promise.form, Message) and promise.form.after == event
    ]
    for promise, form in following:
        put_out(work, _outgoing(work, policy, person, promise, form, entry))
    return tuple(promise for promise, _ in following)


def _outgoing(  # noqa: PLR0913, PLR0917 - whose, what, why
    work: Work, policy: Policy, person: str, promise: str, form: Message, entry: UUID
) -> Outgoing:
    language = _language(work, policy, person)
    name = policy.controller.name.say(language)
    message_class = form.message[0]
    return Outgoing(
        person=person,
        message_class=message_class,
        purpose=form.for_[0],
        channel=form.by[0] if form.by else Channel.EMAIL,
        language=language,
        subject=say(f"following.{message_class.value}.subject", language, name=name),
        text=say(f"following.{message_class.value}.text", language, name=name),
        key=f"after-{promise}-{entry}",
        due=work.now if form.delay is None else form.delay.after(work.now),
        promise=promise,
    )


def _language(work: Work, policy: Policy, person: str) -> Language:
    """Return the language in which the person met a version last, else the policy's first."""
    met = work.announcements.languages(work.persons.group(person))
    return next(iter(met.values()), policy.languages[0])
