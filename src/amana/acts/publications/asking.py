"""Ask the one decision whether something may show as its owner wishes."""

from amana.acts.deciding.answering import Answered, answered
from amana.acts.deciding.asked import Asked, Known
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing, Need
from amana.domain.promises.publish import Publish, ShownAs
from amana.domain.promises.retain import Ending, Retain
from amana.domain.publication.content import Face
from amana.domain.publication.errors import NotForPublication
from amana.storage.work import View

_SHOWN = frozenset({Need.MODERATED, Need.OWN_CHOICE})
"""What is shown by judging it, and by its owner's saying how it is to be seen."""


def asked_of(person: str, purpose: str, face: Face) -> Asked:
    """Return the question: what is to be seen, what for, of whom."""
    return Asked(
        question=Question(doing=Doing.PUBLISH, data=face.data, purposes=frozenset({purpose})),
        person=person,
        known=Known(met=_SHOWN),
    )


def check_permitted(view: View, person: str, purpose: str, face: Face) -> Answered:
    """Return the answer, or raise ``NotForPublication``; also what ``answered`` raises.

    In a ``Work`` nobody can choose otherwise until it is over.
    """
    found = answered(view, asked_of(person, purpose, face))
    rules = {refusal.rule for refusal in found.answer.refusals}
    if found.answer.permitted and not _named_as_promised(found, face):
        rules = {1}
    if rules or not found.answer.permitted:
        raise NotForPublication(rules=", ".join(str(each) for each in sorted(rules or {1})))
    return found


def stays_without_person(found: Answered, face: Face) -> bool:
    """Tell whether its words were promised to stay, without the person, after their erasure.

    Each of its words has to be named; where one is not, all of it goes.
    """
    promised = {
        category
        for each in found.policy.policy.promises.values()
        if isinstance(each.form, Retain) and each.form.then is Ending.REPLACE_PERSON
        for category in each.form.data
    }
    return face.words.keys() <= promised


def _named_as_promised(found: Answered, face: Face) -> bool:
    """Tell whether a promise that permits it lets it show under this name, or without one."""
    wanted = ShownAs.ANONYMOUS if face.name is None else ShownAs.OWN_NAME
    promises = found.policy.policy.promises
    forms = (promises[each].form for each in found.answer.promises)
    return any(isinstance(form, Publish) and wanted in form.as_ for form in forms)
