"""Where sentences end, in Arabic and English, within one paragraph.

A stop ends a sentence unless it belongs to a number, an address, an abbreviation or a short
aside in brackets. Semicolons (``;`` and ``؛``) join: what they part is still one promise.
"""

import re
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 4_000
"""Characters after which a text without any stop is cut: no sentence is that long."""

_STOP: Final = re.compile(
    r"[.!?؟۔…]{1,20}[\"'”’»)\]*_]{0,6}(?=\s|$)|[.!?؟](?=[A-Z\u0621-\u064a])"
    r"|(?:(?<=[\u0621-\u064a])|(?<=[\u0621-\u064a]\s))[.!?؟](?=[a-z])"
)
_ASIDE: Final = re.compile(r"\([^()]{0,300}\)|\[[^\[\]]{0,300}\]")
_WORD_BEFORE: Final = re.compile(r"[^\s(\[\"“«']{0,60}$")
_LETTER_BEFORE: Final = re.compile(r"([A-Za-z\u0621-\u064a])[^\w\s]{0,3}\s{0,2}$")
_LETTER_AFTER: Final = re.compile(r"\s{0,20}[\"'“‘«(\[*_]{0,3}([A-Za-z\u0621-\u064a])")
_NEVER_LAST: Final = frozenset(
    {
        "e.g", "i.e", "eg", "ie", "dr", "mr", "mrs", "ms", "prof", "no", "nos", "art", "arts",
        "sec", "vs", "st", "cf", "viz", "para", "fig", "approx", "incl", "resp", "tel", "str", "ph",
        "ext", "p.o", "nr", "د", "أ", "م", "ج", "ص", "ش", "ق",
    }
)  # fmt: skip
_SELDOM_LAST: Final = frozenset(
    {
        "inc", "ltd", "co", "corp", "llc", "plc", "etc", "u.s", "u.k", "u.a.e", "e.u", "a.m",
        "p.m", "ص.ب", "ذ.م.م", "ش.م.ل", "ش.م.ع", "هـ",
    }
)  # fmt: skip
_OPENERS: Final = frozenset(
    {
        "we", "you", "our", "your", "if", "the", "this", "these", "those", "in", "by", "when",
        "where", "any", "all", "to", "for", "it", "they", "please", "some", "such", "as", "no",
        "on", "however",
    }
)  # fmt: skip
_OPENERS_SMALL: Final = frozenset(
    {"we", "you", "our", "your", "if", "they", "this", "these", "please", "it", "i"}
)
_LETTERED: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?$")
_NUMBERED: Final = re.compile(r"[(]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4}|[أ-ي])$")
_SHORT_WORD: Final = 4
_SHORT_GLUED: Final = 3


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences, in order and without the white space around them."""
    start = 0
    for end in _ends(text):
        yield from _pieces(text, start, end)
        start = end
    yield from _pieces(text, start, len(text))


def _ends(text: str) -> Iterator[int]:
    """Yield where sentences end; the end of the text itself is left out."""
    asides = [match.span() for match in _ASIDE.finditer(text)]
    next_aside = 0
    for match in _STOP.finditer(text):
        while next_aside < len(asides) and asides[next_aside][1] <= match.start():
            next_aside += 1
        inside = next_aside < len(asides) and asides[next_aside][0] < match.start()
        if not inside and match.end() < len(text) and _is_end(text, match):
            yield match.end()


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Tell whether this stop ends a sentence."""
    if text[match.start()] != ".":
        return True
    before = _WORD_BEFORE.search(text[max(0, match.start() - 60) : match.start()])
    word = before.group() if before else ""
    if _changes_script(text, match) and not _opens_the_text(text, match.start(), word):
        return word.casefold().strip(".,") not in _NEVER_LAST | _SELDOM_LAST
    if not text[match.end()].isspace():
        return _is_glued_end(text, match, word)
    if _opens_the_text(text, match.start(), word):
        return False
    following = text[match.end() : match.end() + 80].split(None, 1)
    return _ends_after(word, following[0] if following else "")


def _changes_script(text: str, stop: re.Match[str]) -> bool:
    """Tell whether Arabic words stand before a stop and Latin ones after it, or the reverse.

    A blank may stand on either side of the stop: lines of both scripts are often set so.
    """
    before = _LETTER_BEFORE.search(text[max(0, stop.start() - 20) : stop.start()])
    after = _LETTER_AFTER.match(text, stop.end())
    return bool(before and after and before[1].isascii() != after[1].isascii())


def _opens_the_text(text: str, stop: int, word: str) -> bool:
    """Tell whether the stop belongs to a number or letter that counts an item."""
    return _NUMBERED.fullmatch(word) is not None and not text[: max(0, stop - len(word))].strip()


def _ends_after(word: str, following: str) -> bool:
    """Decide by the word before a stop, and by the one after it."""
    plain = word.casefold().strip(".,")
    if plain in _NEVER_LAST:
        return False
    if plain in _SELDOM_LAST or _LETTERED.fullmatch(word):
        return following[:1].isupper() and following.casefold().strip(",.") in _OPENERS
    if len(plain) == 1 and plain.isalpha() and word[:1].isupper():
        return False
    if following[:1].islower():
        return len(plain) > _SHORT_WORD or _begins_small(word, following)
    return True


def _begins_small(word: str, following: str) -> bool:
    """Tell whether a sentence begins without a capital, in a text that is written without any."""
    opens = re.split("['’]", following, maxsplit=1)[0].strip(",")
    return opens in _OPENERS_SMALL and word.isalpha() and word.islower() and len(word) > 1


def _is_glued_end(text: str, match: re.Match[str], word: str) -> bool:
    """Tell a sentence without a space after it from an address or an abbreviation."""
    rest = text[match.end() : match.end() + 60].split(None, 1)
    following = rest[0] if rest else ""
    if re.search(r"[@/:]|www", word + following) or "." in word:
        return False
    if min(len(word), len(following.rstrip("."))) < _SHORT_GLUED:
        return following.casefold().strip(",.") in _OPENERS and word[-1:].islower()
    return word[-1:].islower() or not word[-1:].isascii()


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretch without white space around it, cut where it is longer than any."""
    while start < end:
        stop = end if end - start <= LONGEST else _cut(text, start)
        stretch = text[start:stop]
        left = len(stretch) - len(stretch.lstrip())
        right = len(stretch.rstrip())
        if left < right:
            yield start + left, start + right
        start = stop


def _cut(text: str, start: int) -> int:
    """Return where to cut a stretch that is too long: after white space, if there is any."""
    space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
    return space + 1 if space > 0 else start + LONGEST
