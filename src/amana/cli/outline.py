"""A reading for people: each passage with its kinds, how sure, and the words that led there."""

from collections import Counter
from typing import Final

from rich.console import Console
from rich.text import Text

from amana.domain.policy.proposal import HEADING_KIND, NO_KIND, Proposal, Reading
from amana.domain.promises import KINDS
from amana.domain.words import Language
from amana.wording.bidi import without_overrides
from amana.wording.catalogue import say, say_count
from amana.wording.slots import say_slots

_SURE: Final = 0.85
_DOUBTFUL: Final = 0.65


def print_outline(reading: Reading, console: Console, language: Language) -> None:
    """Print the passages in order, then what was found in all."""
    for proposal in reading.proposals:
        console.print(_passage(proposal, language))
    for line in _summary(reading, language):
        console.print(line, markup=False, highlight=False)


def _passage(proposal: Proposal, language: Language) -> Text:
    """Return one passage: headings stand out, promises name their kinds below."""
    words = " ".join(proposal.text.split())
    kind = proposal.kinds[0]
    if kind == HEADING_KIND:
        return Text(f"\n{words}", style="bold")
    if kind == NO_KIND:
        return Text(f"  {words}", style="dim")
    text = Text(f"  {without_overrides(words)}\n")
    text.append("    " + " · ".join(_label(name, language) for name in proposal.kinds), "cyan")
    text.append(f"  {proposal.confidence:.0%}", _colour(proposal.confidence))
    for line in _details(proposal, language):
        text.append(f"\n    {line}", "dim")
    return text


def _label(kind: str, language: Language) -> str:
    """Return a kind's name with its title."""
    return f"{kind} ({KINDS[kind].title.say(language)})"


def _colour(confidence: float) -> str:
    """Show at a glance what a person has to look at first."""
    if confidence >= _SURE:
        return "green"
    return "yellow" if confidence >= _DOUBTFUL else "red"


def _details(proposal: Proposal, language: Language) -> list[str]:
    """Say which words led to the main kind, and what the sentence names."""
    named = say_slots(proposal.slots, language)
    because = proposal.because.get(proposal.kinds[0], ())
    lines = []
    if because:
        lines.append(say("read.because", language, words=" … ".join(because)))
    if named:
        terms = say("list.comma", language).join(said for _slot, said in named)
        lines.append(say("read.names", language, terms=terms))
    return lines


def _summary(reading: Reading, language: Language) -> list[str]:
    """Count passages, promises and kinds."""
    kinds = Counter(
        proposal.kinds[0]
        for proposal in reading.proposals
        if proposal.kinds[0] not in (HEADING_KIND, NO_KIND)
    )
    doubtful = sum(
        proposal.confidence < _DOUBTFUL and proposal.kinds[0] not in (HEADING_KIND, NO_KIND)
        for proposal in reading.proposals
    )
    return [
        "",
        say_count("read.passages", len(reading.proposals), language),
        say_count("read.promises", sum(kinds.values()), language),
        *(f"  {count:4}  {_label(kind, language)}" for kind, count in kinds.most_common()),
        say_count("read.doubtful", doubtful, language),
    ]
