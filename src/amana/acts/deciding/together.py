"""One answer for several questions about the same act."""

from collections.abc import Iterable

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
        masks={data: part for answer in held for data, part in answer.masks.items()},
        articles=_each(answer.articles for answer in held),
        duties=_each(answer.duties for answer in held),
        warnings=_each(answer.warnings for answer in held),
        faults=_each(answer.faults for answer in held),
    )


def _each(named: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in named for name in names))
