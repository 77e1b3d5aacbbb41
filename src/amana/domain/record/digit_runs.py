"""Stretches of digits in a text, as cards are looked for in them: groups, and what parts them.

Each character is read as one plain sign of the same place: a digit, a blank, a point, any other
mark, a letter, or nothing that anybody sees. A second reading also undoes what addresses and pages
write for a character: ``%20`` (RFC 3986 section 2.1), ``&nbsp;`` and ``<b>``.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from amana.domain.record.ibans import iban_spans

_DIGIT: Final = r"\d²³¹⁰-⁹₀-₉①-⓿❶-➓፩-፱"
_FEWEST: Final = 13
_ENOUGH: Final = re.compile(rf"(?:[^{_DIGIT}]*+[{_DIGIT}]){{{_FEWEST}}}")
"""Most texts have not so many digits, and are not looked at further."""
_CLOSE: Final = re.compile(rf"[{_DIGIT}](?:[\W_ـ]*[{_DIGIT}]){{{_FEWEST - 1}}}")
_HEX_ID: Final = re.compile(
    r"(?<![0-9A-Za-z])(?=[0-9-]*[A-Fa-f])"
    r"[0-9A-Fa-f]{8}(-?)[0-9A-Fa-f]{4}\1[0-9A-Fa-f]{4}\1[0-9A-Fa-f]{4}\1[0-9A-Fa-f]{12}"
    r"(?![0-9A-Za-z])",
)
"""A random id in hexadecimal (RFC 9562): of thousands one would hold what looks like a card."""
_WRITTEN: Final = re.compile(
    r"(?:%(?:25)*[0-9A-Fa-f]{2})+|&#?[0-9A-Za-z]{1,32};|<[^<>]{1,80}>",
)
"""What stands for a character, or for none."""
_RUN: Final = re.compile(r"[0-9](?:[\0\1 .+*]*[0-9])*")
_GROUP: Final = re.compile(r"[0-9](?:[\0\1]*[0-9])*")
_UNSEEN: Final = {0: None, 1: None}
_NARROW: Final = 3
_WIDE: Final = 4
_POINTS: Final = ".,/_'·’٬٫،"
_TATWEEL: Final = "\u0640"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Digits with nothing visible between them."""

    digits: str
    start: int
    end: int
    narrow: bool = True
    """Whether blanks, dashes or one point part it from the group before, and nothing else."""
    after_plus: bool = False
    """Whether a plus sign stands right before, as before a telephone number."""


def runs_of(text: str) -> Iterator[list[Group]]:
    """Yield the stretches of digits that only few marks part, in the text as it is written.

    Those of a random id are left out, if a letter shows that it is one.
    """
    if _ENOUGH.match(text) and _CLOSE.search(text):
        yield from _runs(_HEX_ID.sub(_as_letters, text).translate(_FOLD))


def _as_letters(found: re.Match[str]) -> str:
    return "x" * len(found[0])


def written_runs_of(text: str) -> Iterator[list[Group]]:
    """Yield them where what stands for a character is read as that character."""
    if not _ENOUGH.match(text) or not any(sign in text for sign in "%&<"):
        return
    parts: list[str] = []
    done = 0
    for found in _WRITTEN.finditer(text):
        meant = _meant(found[0])[: len(found[0])].translate(_FOLD)
        parts += [text[done : found.start()].translate(_FOLD), meant.ljust(len(found[0]), "\1")]
        done = found.end()
    parts.append(text[done:].translate(_FOLD))
    yield from _runs("".join(parts))


def _meant(written: str) -> str:
    """Return the characters that are meant; a tag is read as a mark."""
    if written[0] == "<":
        return "*"
    if written[0] == "&":
        plain = html.unescape(written)
        return "*" if plain == written else plain
    octets = re.sub("%(?:25)+(?=[0-9A-Fa-f]{2})", "%", written).replace("%", "")
    return bytes.fromhex(octets).decode("utf-8", "replace")


def _runs(folded: str) -> Iterator[list[Group]]:
    for start, end in iban_spans(folded):
        folded = f"{folded[:start]}{'x' * (end - start)}{folded[end:]}"
    for match in _RUN.finditer(folded):
        run: list[Group] = []
        end = match.start()
        for found in _GROUP.finditer(folded, match.start(), match.end()):
            gap = folded[end : found.start()].translate(_UNSEEN)
            narrow = gap == "." or (len(gap) <= _NARROW and not gap.strip(" "))
            if run and not narrow and not _is_wide(gap):
                yield run
                run = []
            end = _after_filling(folded, found.end())
            run.append(_group(folded, found, end, narrow=narrow))
        yield run


def _is_wide(gap: str) -> bool:
    """Tell whether marks may stand between groups of one number; a plus that opens one may not."""
    return gap == "+" or (len(gap) <= _WIDE and "+" not in gap)


def _group(folded: str, found: re.Match[str], end: int, *, narrow: bool) -> Group:
    before = folded[max(0, found.start() - _BACK) : found.start()].rstrip("\0\1 ")
    return Group(
        digits=found[0].translate(_UNSEEN),
        start=found.start(),
        end=end,
        narrow=narrow,
        after_plus=before.endswith("+"),
    )


_BACK: Final = 12
"""Characters before a group among which a plus sign is looked for."""


def _after_filling(folded: str, end: int) -> int:
    """Return where what stands for the last digit ends."""
    while folded[end : end + 1] == "\1":
        end += 1
    return end


class _Fold(dict[int, str]):
    """One plain sign for each character: a digit, blank, point or mark; NUL for what is unseen."""

    def __missing__(self, code: int) -> str:
        """Look the character up, and remember those of the first plane's scripts."""
        plain = _folded(chr(code))
        if code < _REMEMBERED:
            self[code] = plain
        return plain


_REMEMBERED: Final = 0x3000
_FOLD: Final = _Fold()


def _folded(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    if sign in _POINTS:
        return "."
    category = unicodedata.category(sign)
    if category in {"Cf", "Mn", "Me"} or sign == "\0":
        return "\0"
    if category == "Pd" or sign.isspace() or sign == "\u2212":
        return " "
    if sign == "+":
        return sign
    is_letter = category[0] in "LN" and sign != _TATWEEL
    return _narrow_letter(sign) if is_letter else "*"


def _narrow_letter(sign: str) -> str:
    """Return the ASCII form of a wide letter; any other sign as it is."""
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 and plain.isascii() and plain.isalpha() else sign
