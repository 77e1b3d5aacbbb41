"""One answer for several questions about the same act."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from amana.domain.decision.concluding import MASK
from amana.domain.decision.masking import least
from amana.domain.decision.question import Answer


def together(answers: Iterable[Answer]) -> Answer:
    """Return one answer for several questions: permitted if all of them are."""
    held = tuple(answers)
    if len(held) == 1:
        return held[0]
    return Answer(
        permitted=bool(held) and all(answer.permitted for answer in held),
        promises=_each(answer.promises for answer in held),
        refusals=tuple(dict.fromkeys(r for answer in held for r in answer.refusals)),
        gaps=_each(answer.gaps for answer in held),
        masked=_each(answer.masked for answer in held),
        masks=_least_of_each(answer.masks for answer in held),
        articles=_each(answer.articles for answer in held),
        duties=_each(answer.duties for answer in held),
        warnings=_each(answer.warnings for answer in held),
        faults=_each(answer.faults for answer in held),
    )


def masked_as(answer: Answer, reading: Answer) -> Answer:
    """Return the answer with the masks of another about the same values (rule 11)."""
    if not reading.masked:
        return answer
    return replace(
        answer,
        masked=_each((answer.masked, reading.masked)),
        masks=_least_of_each((answer.masks, reading.masks)),
        duties=_each(((MASK,), answer.duties)),
    )


def _least_of_each(masks: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """Return the part of each category that shows least in any of the answers (rule 11)."""
    parts: dict[str, list[str]] = {}
    for each in masks:
        for data, part in each.items():
            parts.setdefault(data, []).append(part)
    return {data: least(found) for data, found in parts.items()}


def _each(named: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in named for name in names))
