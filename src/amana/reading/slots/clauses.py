"""The clauses of a sentence: which one a negation stands in, who acts there, and what it governs.

No grammar is parsed. Marks between words part clauses; a few words open one that only describes or
conditions; an Arabic negation governs the verb that follows it at once.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from amana.reading.folding import Token
from amana.reading.lexicon import Span

_HARD: Final = re.compile(r"[;؛:()\[\]—–.!?؟«»]|\s-\s")
_SOFT: Final = re.compile(r"[,،]")
_ARABIC: Final = re.compile(r"[\u0620-\u064a]")
_AND: Final = ("و", "ف")
_WITH_VERB: Final = frozenset({"لا", "لن", "لم"})
_OF_NOUN: Final = frozenset({"ليس", "ليست", "لسنا", "ممنوع", "يمنع", "يحظر", "يمتنع", "نمتنع"})
_AUXILIARY: Final = frozenset(
    {
        "نقوم", "تقوم", "يقوم", "يتم", "تتم", "يجوز", "يمكن", "يمكننا", "يسمح", "تسمح", "نسمح",
        "يحق", "ينبغي", "يجري", "تجري", "يكون", "تكون", "ننوي", "نعتزم", "نرغب", "نريد", "يصح",
        "احد", "اي", "يستطيع", "نستطيع", "يقومون", "يجب", "نلجا", "نعمد",
    }
)  # fmt: skip
"""Folded words after which the act that is ruled out still comes."""
_OPENS_AR: Final = frozenset(
    {
        "التي", "الذي", "الذين", "اللاتي", "لان", "لانه", "لانها", "لاننا", "لانك", "حتي", "كي",
        "لكي", "لو", "متي", "عندما", "حيث", "بحيث", "حين", "حينما", "ما", "من", "اذا", "مما",
        "كلما", "ريثما", "بينما",
    }
)  # fmt: skip
_OPENS_EN: Final = frozenset(
    {
        "who", "which", "whose", "whom", "that", "because", "so", "if", "when", "where", "whether",
        "while", "though", "although", "since", "lest", "whoever", "what", "unless", "until",
    }
)  # fmt: skip
_NOBODY: Final = frozenset({"nobody", "none", "one"})
_FREE: Final = frozenset({"by", "to", "with", "and", "but", "or", "of", "from", "is", "are"})
_COMPARES: Final = frozenset({"longer", "less", "more", "other", "else", "beyond", "but", "except"})
_DETERMINERS: Final = frozenset({"the", "a", "an", "this", "that", "our", "its", "app"})
_OF_VERBS: Final = frozenset({"not", "never", "dont", "doesnt", "wont", "cannot", "cant", "isnt",
    "arent", "shant", "didnt", "wouldnt", "shouldnt", "from"})  # fmt: skip
_BETWEEN: Final = frozenset(
    {
        "be", "been", "being", "have", "has", "ever", "to", "or", "and", "nor", "us", "them", "it",
        "anyone", "anybody", "in", "any", "also", "even", "not", "we", "itself", "circumstances",
        "way", "will", "is", "are", "then", "never", "party", "company", "allowed", "permitted",
        "for",
    }
)  # fmt: skip
"""English words that may stand between *not* and the verb that it governs."""
_PARTICIPLE: Final = re.compile(r"(?:ed|ing|sold|given|sent|kept|held|made|read|seen|taken|put)$")
_PREPOSITIONS: Final = frozenset({"about", "from", "to", "of", "for", "with", "by", "on", "at"})
_NEAR: Final = 4
_LAST_AUXILIARY: Final = 3


class Clauses:
    """The clauses of one sentence, by the places of its words."""

    def __init__(
        self, text: str, words: Sequence[Token], concepts: Mapping[str, Sequence[Span]]
    ) -> None:
        """Keep the words; the marks between them are looked for where something is denied."""
        self._text = text
        self._words = words
        self._concepts = concepts

    @cached_property
    def _gaps(self) -> Sequence[tuple[int, str]]:
        """Return what stands before each word but the first."""
        both = enumerate(pairwise(self._words), 1)
        return [(n, self._text[left.end : right.start]) for n, (left, right) in both]

    @cached_property
    def _hard(self) -> Sequence[int]:
        """Return the words before which a mark parts clauses for good."""
        return [n for n, gap in self._gaps if _HARD.search(gap)]

    @cached_property
    def _marks(self) -> Sequence[int]:
        """Return the words before which any mark parts clauses."""
        return [n for n, gap in self._gaps if _HARD.search(gap) or _SOFT.search(gap)]

    def around(self, at: int) -> Span:
        """Return the clause of a word: from the mark before it to the one after."""
        first = max((n for n in self._marks if n <= at), default=0)
        last = min((n for n in self._marks if n > at), default=len(self._words))
        return first, last

    def together(self, left: int, right: int) -> bool:
        """Tell whether no mark parts two words."""
        return not any(left < n <= right for n in self._marks)

    def denies(self, at: int) -> bool:
        """Tell whether a word of negation denies what its sentence says as such."""
        if self._arabic(at):
            return self._denies_in_arabic(at)
        word, before = self._word(at), self._word(at - 1)
        first, _ = self.around(at)
        if word == "no" and not self.counts_nothing(at):
            return False
        if word == "without" or before == "with" or self._opened(at, _OPENS_EN):
            return False
        if word in _NOBODY and at > first + 1 and before not in _FREE:
            return False
        return not self._speaks_to_you(at)

    def forbids(self, at: int) -> bool:
        """Tell whether a flat *no* (``flat_no``) stands in a main clause, and as a ban."""
        word = self._word(at)
        if not self._arabic(at):
            return self._word(at - 1) != "with" and not self._opened(at, _OPENS_EN)
        if self._bare(at) == "ما":
            verb = self._word(at + 1)
            return self.around(at)[0] == at and word == "ما" and not verb.endswith("ه")
        return not word.startswith("ال") and not self._opened(at, _OPENS_AR)

    def governs(self, start: int, end: int, act: int) -> bool:
        """Tell whether a negation from ``start`` to ``end`` governs the act at a place."""
        if any(end < n <= act for n in self._hard):
            return False
        if self._arabic(start):
            return self._governs_in_arabic(start, end, act)
        aside = end in self._marks
        if not aside and not self.together(end, act):
            return False
        if any(self._word(n) in _OPENS_EN for n in range(end, act)):
            return False
        before, word = self._word(act - 1), self._word(act)
        if before in _DETERMINERS:
            return False
        verbal = self._word(end - 1) in _OF_VERBS
        plain = act == end or before in _BETWEEN or before.endswith("ly") or aside
        return not verbal or plain or bool(_PARTICIPLE.search(word))

    def ours(self, start: int, end: int) -> bool:
        """Tell whether it needs no data named: we act, or the language shows no person."""
        if not self._arabic(start):
            return True
        return self._word(end)[:1] == "ن" or any(
            end <= at <= end + _LAST_AUXILIARY for at, _ in self._concepts.get("we", ())
        )

    def counts_nothing(self, at: int) -> bool:
        """Tell whether the word is a *no* that an act before it may have for an object."""
        word, after = self._word(at), self._word(at + 1)
        return word in ("no", "nothing") and after not in _COMPARES

    def nothings(self) -> list[Span]:
        """Return where *nothing* stands, unless it is *nothing but* or the like."""
        places = [n for n, token in enumerate(self._words) if token.word == "nothing"]
        return [(n, n + 1) for n in places if self.counts_nothing(n)]

    def excepts(self, at: int) -> bool:
        """Tell whether a word of exception is one: ``ألا`` folds to the same as ``إلا``."""
        return "أ" not in self._raw(at)[:3] or self._word(at) not in ("الا", "بالا", "والا")

    def conditional_after(self, reach: Span) -> bool:
        """Tell whether a condition follows in the same breath: *not … if you …*."""
        _, last = self.around(reach[0])
        for at in range(reach[1], last):
            word, before = self._word(at), self._word(at - 1)
            if word in ("if", "اذا") and before not in ("even", "حتي", "as"):
                return True
        return False

    def says_before(self, act: Span, negation: int) -> bool:
        """Tell whether an act stands as what is done, in a clause that ends before a negation."""
        at = act[0]
        if at >= negation or self.together(at, negation):
            return False
        first, _ = self.around(at)
        anew = self._begins_anew(negation)
        if self._arabic(at):
            ours = any(start == at for start, _ in self._concepts.get("we", ()))
            finite = any(start == at for start, _ in self._concepts.get("finite", ()))
            opened = self._opened(at, _OPENS_AR) or self._bare(at - 1) in ("ان", *_WITH_VERB)
            return (ours or anew) and finite and not opened
        words = [self._word(n) for n in range(first, at)]
        return ("we" in words[:3] or anew) and not _OPENS_EN.intersection(words)

    def _begins_anew(self, negation: int) -> bool:
        """Tell whether a negation opens a half of its own: *…, and no copy is made*."""
        first, _ = self.around(negation)
        if self._arabic(negation):
            return first == negation > 0 and self._word(negation)[:1] == "و"
        opening = self._word(first)
        return first > 0 and (opening in ("and", "but") or first == negation)

    def _denies_in_arabic(self, at: int) -> bool:
        """Tell it of an Arabic word: ``غير`` and ``دون`` describe, and ``إلا`` excepts."""
        bare = self._bare(at)
        if bare in ("الا", "بالا"):
            return "أ" in self._raw(at)[:3] and self._word(at + 1)[:1] == "ن"
        if bare == "بعدم":
            return True
        return bare in _WITH_VERB | _OF_NOUN and not self._opened(at, _OPENS_AR)

    def _governs_in_arabic(self, start: int, end: int, act: int) -> bool:
        """Tell it of Arabic: what is denied stands at once after its negation, or an auxiliary."""
        if act == end:
            return True
        through = self._bare(start) in _OF_NOUN or self._word(end) in _AUXILIARY
        return through and self.together(end, act)

    def _opened(self, at: int, openers: frozenset[str]) -> bool:
        """Tell whether a word before, in the same clause, opens one that only describes."""
        first, _ = self.around(at)
        for n in range(at - 1, max(first, at - 1 - _NEAR) - 1, -1):
            word = self._bare(n) if self._arabic(n) else self._word(n)
            if word in openers:
                return not (self._word(n) == "that" and self._word(n + 1) == "we")
            if word == "we" and self._word(n - 1) not in openers:
                return False
            if any(start == n for start, _ in self._verbs()):
                return False
        return False

    def _verbs(self) -> Sequence[Span]:
        """Return where verbs stand that close a clause before them."""
        names = ("collect", "store", "share", "use", "keep", "give", "send")
        return [span for name in names for span in self._concepts.get(name, ())]

    def _speaks_to_you(self, at: int) -> bool:
        """Tell whether an English negation binds the reader: *you may not*, *don't tell*."""
        first, _ = self.around(at)
        while first < at and self._word(first) in ("and", "but", "please", "so", "kindly"):
            first += 1
        opening = self._word(first)
        if opening in ("dont", "do") and at <= first + 1:
            return True
        known = {start for start, _ in self._concepts.get("personal", ())}
        people = sorted(
            span[0] for name in ("you", "child") for span in self._concepts.get(name, ())
        )
        for n in people:
            if first <= n < at and n not in known and self._word(n) not in ("your", "yours"):
                between = {self._word(each) for each in range(n + 1, at)}
                before = self._word(n - 1) if n > first else ""
                return before not in _PREPOSITIONS and "we" not in between
        return False

    def _arabic(self, at: int) -> bool:
        """Tell whether a word is Arabic."""
        return bool(_ARABIC.match(self._word(at)))

    def _word(self, at: int) -> str:
        """Return a folded word; none beyond the ends."""
        return self._words[at].word if 0 <= at < len(self._words) else ""

    def _bare(self, at: int) -> str:
        """Return an Arabic word without *and* or *so* before it."""
        word = self._word(at)
        short = word[1:] if word[:1] in _AND else word
        return short if short in _WITH_VERB | _OF_NOUN | _OPENS_AR or short == "الا" else word

    def _raw(self, at: int) -> str:
        """Return a word as it stands in the text."""
        token = self._words[at]
        return self._text[token.start : token.end]
