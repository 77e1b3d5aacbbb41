"""What was found of a reading as a whole, for people: contradictions, gaps, two languages."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from amana.domain.policy.finding import Sort
from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Proposal, Reading
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.reading.alignment import Correspondence, correspondence
from amana.reading.drafting.entries import promise_names
from amana.reading.drafting.references import references
from amana.reading.observations import observations
from amana.wording.bidi import without_overrides
from amana.wording.catalogue import say, say_count
from amana.wording.slots import say_difference, say_terms

_SILENT: Final = frozenset({HEADING_KIND, NO_KIND})
_TITLES: Final = {Sort.CONTRADICTION: "read.contradictions", Sort.GAP: "read.gaps"}
_COLOURS: Final = {Sort.CONTRADICTION: "red", Sort.GAP: "yellow"}


def print_whole(reading: Reading, console: Console, language: Language) -> None:
    """Print what is said more than once, what contradicts, what lacks, and how languages differ."""
    aligned = correspondence(reading.proposals)
    for lines in (
        _together(reading.proposals, aligned, language),
        _referring(reading.proposals, language),
        _found(reading.proposals, language),
        _aligned(reading.proposals, aligned, language),
    ):
        for line in lines:
            console.print(line)


def _quote(proposal: Proposal) -> Text:
    """Return one sentence, on a line of its own."""
    return Text(f"    {without_overrides(' '.join(proposal.text.split()))}")


def _title(key: str, language: Language) -> Text:
    return Text(f"\n{say(key, language)}", style="bold")


def _together(
    proposals: Sequence[Proposal], aligned: Sequence[Correspondence], language: Language
) -> Iterator[Text]:
    """Yield the promises that more than one sentence makes."""
    by_name: dict[str, list[Proposal]] = {}
    for place, name in promise_names(proposals, aligned).items():
        by_name.setdefault(name, []).append(proposals[place])
    several = {name: each for name, each in by_name.items() if len(each) > 1}
    if several:
        yield _title("read.said_again", language)
    for name, sentences in several.items():
        yield Text(f"  {name}", style="cyan")
        yield from map(_quote, sentences)


def _referring(proposals: Sequence[Proposal], language: Language) -> Iterator[Text]:
    """Yield the passages that refer to what stands before, with what they refer to."""
    found = references(proposals)
    if found:
        yield _title("read.references", language)
    for place, reference in found.items():
        yield _quote(proposals[place])
        for slot in ("data", "purposes"):
            if terms := getattr(reference, slot):
                said = say_terms(slot, terms, language)
                yield Text(f"      {say('read.refers', language, terms=said)}", style="dim")


def _found(proposals: Sequence[Proposal], language: Language) -> Iterator[Text]:
    """Yield contradictions and gaps, each with its sentences."""
    shown: Sort | None = None
    for each in observations(proposals):
        if each.sort is not shown:
            shown = each.sort
            yield _title(_TITLES[shown], language)
        yield Text(f"  {say(f'observed.{each.code}', language)}", style=_COLOURS[each.sort])
        yield from (_quote(proposals[place]) for place in each.places)


def _aligned(
    proposals: Sequence[Proposal], found: Sequence[Correspondence], language: Language
) -> Iterator[Text]:
    """Yield what one language says and the other does not; nothing of one language alone."""
    if not found:
        return
    yield _title("read.languages", language)
    both = sum(bool(each.first and each.second) for each in found)
    yield Text(f"  {say_count('read.correspond', both, language)}")
    for each in found:
        yield from _unlike(proposals, each, language)


def _unlike(
    proposals: Sequence[Proposal], each: Correspondence, language: Language
) -> Iterator[Text]:
    """Yield one correspondence in which the languages differ."""
    alone = each.first or each.second
    if not (each.first and each.second):
        if not _SILENT.issuperset(proposals[place].kinds[0] for place in alone):
            key = "read.only_arabic" if each.first else "read.only_english"
            yield Text(f"  {say(key, language)}", style="yellow")
            yield from (_quote(proposals[place]) for place in alone)
        return
    if each.differences:
        yield Text(f"  {say('read.differ', language)}", style="yellow")
        yield from (_quote(proposals[place]) for place in (*each.first, *each.second))
    for it in each.differences:
        for side, terms in ((ARABIC, it.first), (ENGLISH, it.second)):
            if terms:
                said = say_difference(it.slot, terms, language)
                line = say(f"read.only_in.{side}", language, what=said)
                yield Text(f"      {line}", style="dim")
