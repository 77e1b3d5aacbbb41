"""Whether what is asked about was announced to the person: what rule 9's need asks for."""

from collections.abc import Sequence
from uuid import UUID

from amana.acts.in_force import Parsed
from amana.domain.announced.reach import letting
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing, Need
from amana.storage.work import View, Work


def announced_to(view: View, group: Sequence[bytes], question: Question) -> frozenset[str]:
    """Return the announcements that let a disclosure happen now; none where it may not.

    Who decides under lock reads what the person said last (:mod:`amana.acts.deciding.facts`).
    """
    if question.recipient is None:
        return frozenset()
    notices = view.sharing_notices
    return letting(
        notices.of_group(group, recipient=question.recipient),
        question,
        standing=notices.standing(group),
        now=view.now,
    )


def prove_announced(
    work: Work, question: Question, *, person: str, known: Parsed, entry: UUID
) -> tuple[str, ...]:
    """Note with a disclosure that is permitted which announcements it came after; return them.

    The caller decided in this very work, and commits. ``entry`` is the disclosure's.
    """
    wanted = known.compiled.prepare(question).needs
    if question.doing is not Doing.DISCLOSE or Need.ANNOUNCED not in wanted:
        return ()
    found = announced_to(work, work.persons.group(person), question)
    work.sharing_notices.prove(entry, found)
    return tuple(sorted(found))
