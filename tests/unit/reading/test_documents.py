"""Whole policies of very different kinds: covered, judged, and turned into a policy."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from amana.cli.reading_rows import as_rows
from amana.domain.policy.parse import parse
from amana.domain.policy.plan import plan
from amana.domain.policy.proposal import Proposal
from amana.domain.promises import KINDS
from amana.domain.words import ARABIC, ENGLISH
from amana.reading import as_policy, read

FOLDER: Final = Path(__file__).parents[2] / "documents"
PATHS: Final = sorted([*FOLDER.glob("seen/*"), *FOLDER.glob("aside/*")])
TAG: Final = re.compile(r"\[\[([a-z/-]+)\]\]")
SHORT: Final = {"h": "heading", "n": "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A document without its labels, and its passages with theirs."""

    document: bytes
    passages: tuple[tuple[tuple[str, ...], str], ...]


def _labelled(path: Path) -> Labelled:
    """Take the labels out of a document."""
    parts = TAG.split(path.read_bytes().decode("utf-8"))
    passages = []
    for label, words in zip(parts[1::2], parts[2::2], strict=True):
        if label != "x":
            kinds = tuple(SHORT.get(kind.strip("-"), kind.strip("-")) for kind in label.split("/"))
            passages.append((kinds, _seen(words) if path.suffix == ".html" else words))
    return Labelled(document="".join(parts[0::2]).encode(), passages=tuple(passages))


def _seen(markup: str) -> str:
    """Return what a reader of a page sees."""
    without_style = re.sub(r"<style.*?</style>", "", markup, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", without_style))


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _matched(path: Path) -> Iterator[tuple[tuple[str, ...], Proposal]]:
    """Yield each passage's kinds with the proposal that holds its first letter."""
    labelled = _labelled(path)
    proposals = read(labelled.document, name=path.name).proposals
    places = [n for n, proposal in enumerate(proposals) for _ in _letters(proposal.text)]
    at = 0
    for kinds, words in labelled.passages:
        if _letters(words):
            yield kinds, proposals[places[at]]
            at += len(_letters(words))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_every_letter_of_the_policy_is_read_and_nothing_around_it(path: Path) -> None:
    """The proposals hold the labelled passages, no less and no more, in their order."""
    labelled = _labelled(path)
    proposals = read(labelled.document, name=path.name).proposals
    assert "".join(_letters(proposal.text) for proposal in proposals) == "".join(
        _letters(words) for _, words in labelled.passages
    )


@pytest.mark.parametrize(("folder", "languages", "least"), [("seen", 15, 0.85), ("aside", 5, 0.7)])
def test_the_main_kind_is_mostly_right(folder: str, languages: int, least: float) -> None:
    """Headings aside, as often as the documentation says."""
    paths = [path for path in PATHS if path.parent.name == folder]
    assert len(paths) == languages
    judged = [
        proposal.kinds[0] in kinds
        for path in paths
        for kinds, proposal in _matched(path)
        if kinds[0] != "heading"
    ]
    assert sum(judged) >= least * len(judged)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_any_policy_becomes_one_that_can_be_published(path: Path) -> None:
    """In just the languages that it is written in."""
    reading = read(_labelled(path).document, name=path.name)
    source, texts = as_policy(reading, service="any")
    policy = parse(source, texts=texts)
    assert plan(policy, against=None).publishable
    both = path.stem in {"enar", "aren", "alternating"}
    written = (ARABIC, ENGLISH) if both else (ARABIC,) if ".ar" in path.name else (ENGLISH,)
    assert policy.languages == tuple(texts) == written


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_the_rows_for_programs_have_just_the_agreed_shape(path: Path) -> None:
    """Keys, kinds and types of the JSON that ``amana read`` prints."""
    reading = read(_labelled(path).document, name=path.name)
    rows = json.loads(json.dumps(as_rows(reading)))
    agreed = {"text", "start", "end", "lang", "heading", "kinds", "slots", "confidence"}
    slots = {"data", "purposes", "recipients", "source", "period", "condition", "negated"}
    slots |= {"who", "channel"}
    for row in rows:
        assert agreed <= row.keys()
        assert row["slots"].keys() == slots
        assert row["text"] == reading.text[row["start"] : row["end"]]
        assert set(row["kinds"]) <= {*KINDS, "heading", "none"}
        assert isinstance(row["slots"]["negated"], bool)
        assert row["slots"]["source"] in {None, "person", "automatic", "third-party"}
        assert 0 <= row["confidence"] <= 1
