"""Whether a sentence stands in a published text, white space and invisible marks aside."""

import difflib
import re
from typing import Final

_SPACE: Final = re.compile(r"\s+")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_ENDS: Final = re.compile(r"(?<=[.!?؟؛。]) ")
_COMPARED: Final = 2000
"""Sentences that a wrong quote is compared with."""
_SEARCHES: Final = 20
"""Wrong quotes of one text that are looked up: the comparison is slow."""
_LONGEST: Final = 300


def folded(text: str) -> str:
    """Return the text with white space made one blank, and directional marks left out."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


class Published:
    """A text as published, prepared for looking up sentences."""

    def __init__(self, text: str) -> None:
        """Fold the text once; its sentences are split when first needed."""
        self._text = text
        self._folded = folded(text)
        self._searches = 0

    def says(self, sentence: str) -> bool:
        """Tell whether the sentence stands in the text, word for word."""
        return folded(sentence) in self._folded

    def nearest(self, sentence: str) -> str | None:
        """Return the sentence of the text most like this one, if one is like it at all.

        Only the first wrong quotes of a text are looked up; the others are merely named.
        """
        self._searches += 1
        if self._searches > _SEARCHES:
            return None
        parts = (*_ENDS.split(self._folded)[:_COMPARED], *self._text.splitlines()[:_COMPARED])
        sentences = [folded(part)[:_LONGEST] for part in parts]
        found = difflib.get_close_matches(
            folded(sentence)[:_LONGEST], [part for part in sentences if part], n=1, cutoff=0.5
        )
        return found[0] if found else None
