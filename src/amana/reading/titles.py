"""What reads as a title: short, without a final stop, and without a verb that makes a claim."""

import re
from collections.abc import Sequence
from typing import Final

from amana.reading.folding import Token, tokens
from amana.reading.lexicon import concepts_of
from amana.reading.slots.period import period

LONGEST_TITLE: Final = 90
MOST_WORDS: Final = 12
MOST_WORDS_RUN_IN: Final = 9
_MOST_BEFORE_STOP: Final = 3
"""Words before a stop that may head what follows, where no capitals or marks set them apart."""
_FINAL: Final = re.compile(r"[.!؟?؛;,،…۔][\"'”’»)\]*_\s]*$")
_QUESTION: Final = re.compile(r"[?؟][\"'”’»)\]*_\s]*$")
_LISTED: Final = re.compile(r"@|(?<=\S)/(?=\S)|\d{4,}|,.*,|،.*،")
_FEW_WORDS: Final = 3
_PRONOUNS: Final = frozenset(
    {"that", "thats", "this", "it", "its", "there", "they", "these", "you", "i",
     "we", "well", "were", "weve", "انت", "انتم", "هذا", "هذه", "ذلك", "هو", "هي", "هم"}
)  # fmt: skip
_SENTENCE_WORDS: Final = 4
_MOST_UNASKED: Final = 8
"""Words of a title that neither asks nor is set in capitals: a longer line makes a statement."""
_ASKING: Final = frozenset(
    {"how", "what", "why", "when", "where", "who", "whom", "which", "your", "our",
     "كيف", "ما", "ماذا", "لماذا", "متي", "من", "هل", "اين", "لمن", "كم", "مع", "عن"}
)  # fmt: skip
_ALWAYS_ASKING: Final = frozenset(
    {"how", "what", "why", "who", "whom", "كيف", "ماذا", "لماذا", "لمن", "من"}
)
_MOST_ASKED: Final = 6
_CLAIMING: Final = frozenset({"لا", "لن", "لم", "ولا", "ولن", "ولم", "قد", "سوف", "فقط", "never"})
_SHORTEST_VERB: Final = 4


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends in a mark that may close a sentence."""
    return _FINAL.search(text[-12:]) is not None


def is_title(text: str) -> bool:
    """Tell whether a line of its own reads as a heading; a short question does."""
    words = tokens(text)
    if len(text) > LONGEST_TITLE or not 0 < len(words) <= MOST_WORDS:
        return False
    asks = words[0].word in _ALWAYS_ASKING and len(words) <= _MOST_ASKED
    if asks and not ends_sentence(text):
        return True
    if _LISTED.search(text):
        return False
    if _QUESTION.search(text) or _in_capitals(text):
        return True
    return not ends_sentence(text) and _makes_no_claim(text, words)


def _makes_no_claim(text: str, words: Sequence[Token]) -> bool:
    """Tell whether a line without a final stop is no statement: by its length and its words."""
    if period(words, text) is not None:
        # A row of a table whose cells nothing parts, or a statement without a stop.
        return False
    if text.rstrip().endswith(":"):
        return len(words) <= _FEW_WORDS and not claims(text)
    long = len(words) > _MOST_UNASKED and words[0].word not in _ASKING and not capitalised(text)
    return not long and (len(words) <= _FEW_WORDS or not (claims(text) or _states(text)))


def is_run_in_title(text: str) -> bool:
    """Tell whether the words before a stop or colon head the sentence that follows them."""
    count = 0 if "(" in text else len(tokens(text))
    short = 0 < count <= MOST_WORDS_RUN_IN and len(text) <= LONGEST_TITLE
    return (
        short
        and not _LISTED.search(text.replace(",", "", 3).replace("،", "", 3))
        and not (claims(text) or _introduces(text) or _points(text))
    )


def is_set_apart(text: str) -> bool:
    """Tell whether the words before a stop are short, or set in capitals or marks, as titles are.

    *Right to know.* heads what follows; *One cookie keeps you signed in.* is a sentence itself.
    """
    words = tokens(text)
    if text[:1] in "*_" or _in_capitals(text) or _QUESTION.search(text):
        return True
    written = [text[word.start : word.end] for word in words]
    if any(any(char.isdigit() for char in word) for word in written):
        return False
    if len(text.split()) <= _MOST_BEFORE_STOP:
        return True
    return capitalised(text)


def begins_with_us(text: str) -> bool:
    """Tell whether the text begins with what we do: a sentence that a title may head.

    Other words after a label are said of the label: *Backups: kept for a month* is one promise.
    """
    return concepts_of(text[:LONGEST_TITLE]).get("we", [(1, 1)])[0][0] == 0


def is_sentence(text: str) -> bool:
    """Tell whether what follows a run-in heading is a sentence, not a list of nouns."""
    words = tokens(text[:400])
    found = concepts_of(text[:400])
    return len(words) >= _SENTENCE_WORDS and ("finite" in found or "we" in found)


def claims(text: str) -> bool:
    """Tell whether the text has a finite verb of its own, not one of a relative clause."""
    found = concepts_of(text)
    if found.get("we", [(1, 1)])[0][0] == 0:
        return True
    relative = min((start for start, _ in found.get("relative", [])), default=LONGEST_TITLE)
    return any(start < relative for start, _ in found.get("finite", []))


def _in_capitals(text: str) -> bool:
    """Tell whether a line is set in capitals, as old notices set their headings."""
    return text.isupper() and sum(char.isalpha() for char in text) > _SENTENCE_WORDS


def capitalised(text: str) -> bool:
    """Tell whether each long word begins with a capital, as English titles are set."""
    words = [text[word.start : word.end] for word in tokens(text)]
    long = [word for word in words if len(word) > _MOST_BEFORE_STOP]
    return bool(long) and all(word[0].isupper() for word in long)


def _states(text: str) -> bool:
    """Tell whether the words state something though no list holds their verb.

    An Arabic word that begins with *ya* and opens the line is its verb; a negation has one.
    """
    words = [word.word for word in tokens(text)]
    first = words[0] if words else ""
    return (first[:1] == "ي" and len(first) >= _SHORTEST_VERB) or not _CLAIMING.isdisjoint(words)


def _points(text: str) -> bool:
    """Tell whether the words begin with a pronoun: what they say of it is a sentence."""
    first = tokens(text)[:1]
    return bool(first) and first[0].word in _PRONOUNS


def _introduces(text: str) -> bool:
    """Tell whether the words before a colon are no title, such as *for example*."""
    return "aside" in concepts_of(text)
