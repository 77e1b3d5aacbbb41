"""A policy's passages laid out: headings, sentences and lists, each beside its promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from amana.acts.policy_page import Passage, PolicyPage, PromiseView
from amana.domain.evidence.proof import State
from amana.domain.policy.proposal import Role
from amana.domain.words import Words

Card = tuple[PromiseView, bool]
"""A promise beside a passage, and whether it is the promise's first place on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A passage and the cards beside it."""

    passage: Passage
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One heading, or neighbouring passages of the same role."""

    role: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A whole page: its blocks, promises without a sentence, and promises by state."""

    blocks: tuple[Block, ...]
    unquoted: tuple[Row, ...]
    states: tuple[tuple[State, tuple[str, ...]], ...]


def lay_out(page: PolicyPage) -> Layout:
    """Lay out a page. A promise's first card is the one that links lead to."""
    seen: set[str] = set()
    passages = _after_title(page)
    rows = [Row(passage=p, cards=_cards(page, p.promises, seen)) for p in passages]
    return Layout(
        blocks=tuple(_blocks(rows)),
        unquoted=tuple(_without_sentence(page, seen)),
        states=tuple((state, _in_state(page, state)) for state in State),
    )


def _after_title(page: PolicyPage) -> tuple[Passage, ...]:
    """Return the passages without a first heading that says the title over again."""
    first, title = next(iter(page.passages), None), page.title.say(page.language)
    repeats = (
        first is not None
        and first.role is Role.HEADING
        and not first.promises
        and first.text.split() == title.split()
    )
    return tuple(page.passages[1:] if repeats else page.passages)


def _cards(page: PolicyPage, ids: Sequence[str], seen: set[str]) -> tuple[Card, ...]:
    cards = tuple((page.promises[id_], id_ not in seen) for id_ in ids)
    seen.update(ids)
    return cards


def _blocks(rows: Sequence[Row]) -> list[Block]:
    """Join neighbours of one role, so that a list is a list; each heading stands alone."""
    blocks: list[Block] = []
    for role, group in groupby(rows, key=lambda row: row.passage.role):
        members = tuple(group)
        if role is Role.HEADING:
            blocks += [Block(role=role.value, rows=(row,)) for row in members]
        else:
            blocks.append(Block(role=role.value, rows=members))
    return blocks


def _without_sentence(page: PolicyPage, seen: set[str]) -> list[Row]:
    waiting = [id_ for id_ in page.unquoted if id_ not in seen]
    return [
        Row(
            passage=Passage(
                text=_said(page.promises[id_].says, page), role=Role.SENTENCE, promises=(id_,)
            ),
            cards=((page.promises[id_], True),),
        )
        for id_ in waiting
    ]


def _said(words: Words, page: PolicyPage) -> str:
    return words.say(page.language)


def _in_state(page: PolicyPage, state: State) -> tuple[str, ...]:
    return tuple(id_ for id_, view in page.promises.items() if view.standing.state is state)
