"""Words written as one, as frameworks write class names: ``useraddress``, ``phonenumber``."""

from functools import lru_cache
from typing import Final

from amana.domain.proposal.folding import words_of
from amana.domain.proposal.lexicon import NEUTRAL, ROLES, RULES, TELLS_OF_IT
from amana.domain.proposal.sorts import TABLE_WORDS

_SHORTEST: Final = 3
_LONGEST: Final = 40
_MORE: Final = frozenset(
    (
        "product price alert event attribute discount line quantity voucher application basket "
        "service staff appointment request day off working hour config archive email verification "
        "code password reset payment date name first last time stamp stock record partner source "
        "account contact web site content permission history item detail header entry note type "
        "billing shipping order log view session message thread post topic vote like follow token "
        "address user country parent child class group role team project task ticket reply"
    ).split()
)
_KNOWN: Final = frozenset(
    word
    for word in (
        *(word for rule in RULES for phrase in rule.phrases for word in phrase),
        *(ROLES | TELLS_OF_IT | NEUTRAL | TABLE_WORDS | _MORE),
    )
    if len(word) >= _SHORTEST
)


@lru_cache(maxsize=16_384)
def segments(name: str) -> tuple[str, ...]:
    """Return the words of a name, those written as one taken apart where all of it is known."""
    return tuple(part for word in words_of(name) for part in _apart(word))


def _apart(word: str) -> tuple[str, ...]:
    """Return the fewest known words that make up the word; itself, where there are none."""
    if word in _KNOWN or not 2 * _SHORTEST <= len(word) <= _LONGEST:
        return (word,)
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(word) + 1):
        ways = [
            (*before, word[start:end])
            for start in range(max(0, end - _LONGEST), end - _SHORTEST + 1)
            if (before := best[start]) is not None and word[start:end] in _KNOWN
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or (word,)
