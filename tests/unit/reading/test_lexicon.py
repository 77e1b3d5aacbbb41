"""The tree of phrases finds what a plain search finds, in the order of the words."""

import tomllib
from importlib import resources
from pathlib import Path

import pytest

from amana.reading.folding import Token, forms, tokens
from amana.reading.lexicon import ANY, Hits, Lexicon, lexicon

FOLDER = Path(__file__).parents[2] / "documents/seen"
SECTIONS = tomllib.loads(
    resources.files("amana.reading").joinpath("lists/words.en.toml").read_text("utf-8")
)
NAMES = ("share", "sell", "not", "except", "place", "erase_own", "handing", "given")


def _plainly(words: tuple[Token, ...], spelt: dict[str, list[list[str]]]) -> Hits:
    """Look for each phrase at each word, one after another."""
    known = [set(forms(token.word)) for token in words]
    found: Hits = {}
    for start in range(len(words)):
        for name, phrases in spelt.items():
            ends = {
                start + len(phrase)
                for phrase in phrases
                if start + len(phrase) <= len(words)
                and all(each == ANY or each in known[start + n] for n, each in enumerate(phrase))
            }
            for end in sorted(ends):
                found.setdefault(name, []).append((start, end))
    return found


@pytest.mark.parametrize("name", ["startup.en.md", "legal.en.txt", "gdpr.en.md"])
def test_the_tree_finds_what_a_plain_search_finds(name: str) -> None:
    """Every name at every place, in whole documents."""
    chosen = {each: SECTIONS["concepts"][each] for each in NAMES}
    tree = Lexicon([{"concepts": chosen}])
    spelt = {each: [phrase.split() for phrase in phrases] for each, phrases in chosen.items()}
    text = (FOLDER / name).read_text("utf-8")
    for line in text.splitlines():
        words = tokens(line)
        assert tree.concepts(words) == _plainly(words, spelt)


def test_a_gap_in_a_phrase_stands_for_any_one_word() -> None:
    """Known or not, but not for none."""
    tree = Lexicon([{"concepts": {"giving": ["hand _ over"]}}])
    assert tree.concepts(tokens("we hand xyzzy over")) == {"giving": [(1, 4)]}
    assert tree.concepts(tokens("we hand over")) == {}


def test_a_word_is_known_by_its_forms_however_often_it_comes() -> None:
    """The second time from memory."""
    for _ in range(2):
        assert "sell" in lexicon().concepts(tokens("selling"))
        assert lexicon().concepts(tokens("xyzzy")) == {}
