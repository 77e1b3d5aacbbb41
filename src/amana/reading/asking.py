"""A question about a policy, answered with the policy's own sentences or not at all.

Each word of the question that says something must be met by the sentence: by a concept or a
term that both name, whatever the language of either, else by the same stem. A word that no list
holds counts as much as another, so that a question about what a policy does not speak of finds
nothing. Rather silent than wrong: a sentence that meets too little is not shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from amana.domain.policy.proposal import HEADING_KIND, Proposal, Role
from amana.reading.features import Features, features
from amana.reading.folding import forms
from amana.reading.kinds.signs import stem
from amana.reading.language import language_of

LONGEST_QUESTION: Final = 300
"""Characters of a question; what is longer is refused."""
_MOST_ANSWERS: Final = 5
_ENOUGH: Final = 0.7
"""Share of the question's weight that an answer meets at least."""
_NEAR_BEST: Final = 0.85
_ABOVE: Final = 0.7
"""What a word counts that only the heading or the lead-in meets."""
_FAINT: Final = 0.2
_SHORTEST_STEM: Final = 3
_FAINT_CONCEPTS: Final = frozenset({"data", "personal", "user_things", "use"})
"""Nearly every sentence of a policy names these."""
_TELLING: Final = _FAINT_CONCEPTS | {
    "collect", "share", "sell", "cookie", "encrypt", "protect", "keep", "delete", "erase_own",
    "access_own", "correct_own", "object_own", "port_own", "complain", "breach", "child", "change",
    "place", "law", "opt_out", "opt_in", "public", "moderate", "password", "verify", "call",
    "recorded", "fee", "automatic", "combine", "code", "rate", "abroad",
}  # fmt: skip
"""Concepts that tell what a sentence is about, beside the terms of the vocabularies."""
_OF_KIND: Final = {
    "protect": "protect", "keep": "retain", "change": "change", "breach": "breach",
    "child": "children", "cookie": "cookie",
}  # fmt: skip
"""Concepts that a sentence of a kind meets, whatever its words."""
_LOOSE_TERMS: Final = frozenset(
    f"purposes:{name}"
    for name in ("provide_service", "account", "payment", "delivery", "communicate", "support")
)
"""Purposes that words name which ask for something else: *refund*, *order*, *reply*."""
_EMPTY_WORDS: Final = frozenset(
    {
        "a", "an", "the", "is", "are", "was", "be", "do", "does", "did", "will", "would", "can",
        "could", "may", "might", "shall", "should", "have", "has", "i", "me", "my", "mine", "you",
        "your", "we", "our", "us", "it", "its", "they", "them", "their", "this", "that", "these",
        "those", "of", "to", "for", "in", "on", "at", "by", "with", "from", "about", "and", "or",
        "if", "so", "as", "what", "which", "how", "when", "where", "who", "whom", "why", "long",
        "there", "any", "some", "all", "please", "ever", "company", "app", "site", "website",
        "service", "policy", "not", "someone", "anyone", "people", "happens", "happen", "am",
        "هل", "ما", "ماذا", "كيف", "متي", "من", "مع", "عن", "علي", "الي", "في", "ان", "لم",
        "لا", "كم", "اين", "لماذا", "لمن", "ممن", "عند", "هذا", "هذه", "ذلك", "تلك", "التي", "الذي",
        "انا", "انتم", "انت", "نحن", "او", "ثم", "قد", "اي", "كل", "يمكن", "يمكنني", "استطيع",
        "تقومون", "يتم", "حدوث", "حدث", "وقع", "وقوع", "لديكم", "عندكم",
        "لي", "بي", "عني", "لكم", "مده",
        "المده", "الخدمه",
        "التطبيق", "الموقع", "الشركه", "السياسه", "حول", "بشان", "مني", "منكم", "هناك",
    }
)  # fmt: skip
_HOW_LONG: Final = ("how long", "كم المده", "كم مده", "الي متي", "ما مده", "ما المده", "كم تحتفظ")
_REACHED: Final = (
    "contact you",
    "reach you",
    "write to you",
    "اتواصل معكم",
    "اتصل بكم",
    "التواصل معكم",
    "اراسلكم",
)
_WITH_WHOM: Final = (
    "with whom",
    "who do you",
    "whom do you",
    "who sees",
    "who gets",
    "مع من",
    "لمن",
)
_WHERE: Final = ("where", "اين", "which country", "in what country", "في اي بلد", "في اي دوله")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A sentence that answers, and how much of the question it meets."""

    sentence: Proposal
    met: float


@dataclass(frozen=True, slots=True)
class _Word:
    """What one word of the question may be met by, and how much it counts."""

    concepts: frozenset[str]
    stems: frozenset[str]
    weight: float


def answers(question: str, sentences: Sequence[Proposal]) -> tuple[Found, ...]:
    """Return the sentences that answer, the best first; none where the policy is silent.

    Of sentences in two languages only those in the question's language are shown, if there
    are any in it. Takes time linear in the text.
    """
    asked = _asked(question)
    if not asked:
        return ()
    spoken = language_of(question)
    told = [each for each in sentences if each.role is not Role.HEADING]
    told = [each for each in told if each.kinds[0] != HEADING_KIND]
    own = [each for each in told if each.language == spoken] or told
    found = [Found(sentence=each, met=_met(asked, each)) for each in own]
    best = max((each.met for each in found), default=0.0)
    enough = max(_ENOUGH, best * _NEAR_BEST)
    right = [each for each in found if each.met >= enough]
    right.sort(key=lambda each: (-each.met, len(each.sentence.text), each.sentence.start))
    return tuple(right[:_MOST_ANSWERS])


def _asked(question: str) -> tuple[_Word, ...]:
    """Return what must be met: each word that says something, and what is asked for."""
    shown = features(question, role=Role.SENTENCE, heading=None, lead_in=None)
    named = _by_word(shown)
    words = []
    for at, token in enumerate(shown.words):
        concepts = frozenset(name for name in named.get(at, ()) if _tells(name))
        if token.word in _EMPTY_WORDS and not any(map(_is_term, concepts)):
            continue
        if not concepts and "notify" in named.get(at, ()):
            continue
        faint = bool(concepts) and concepts <= _FAINT_CONCEPTS
        concepts = concepts if faint else concepts - _FAINT_CONCEPTS
        words.append(_Word(concepts, _stems([token.word]), _FAINT if faint else 1.0))
    words += _wanted(" ".join(token.word for token in shown.words))
    if all(word.weight < 1 for word in words):
        return ()
    return tuple(words)


def _tells(name: str) -> bool:
    """Tell whether a name says what a sentence is about."""
    return name in _TELLING or (_is_term(name) and not name.startswith("channels:"))


def _is_term(name: str) -> bool:
    """Tell whether a name is a term of a closed vocabulary, and says which."""
    return ":" in name and not name.endswith(":other") and name not in _LOOSE_TERMS


def _wanted(folded: str) -> list[_Word]:
    """Return what the question asks for beside its words: a period, a receiver, a place."""
    padded = f" {folded} "
    return [
        _Word(frozenset({mark}), frozenset(), 1.0)
        for mark, phrases in (
            ("?period", _HOW_LONG),
            ("?recipient", _WITH_WHOM),
            ("?place", _WHERE),
            ("?contact", _REACHED),
        )
        if any(f" {phrase} " in padded for phrase in phrases)
    ]


def _by_word(shown: Features) -> Mapping[int, list[str]]:
    """Return the concepts that each word, by its place, takes part in naming."""
    found: dict[int, list[str]] = {}
    for name, spans in shown.concepts.items():
        for start, end in spans:
            for at in range(start, end):
                found.setdefault(at, []).append(name)
    return found


def _stems(words: Iterable[str]) -> frozenset[str]:
    """Return what words that are the same but for their endings have in common."""
    return frozenset(
        form
        for word in words
        for form in {stem(word), *forms(word)}
        if form not in _EMPTY_WORDS and len(form) >= _SHORTEST_STEM
    )


def _met(asked: Sequence[_Word], sentence: Proposal) -> float:
    """Return which share of the question's weight a sentence meets."""
    shown = features(
        sentence.text, role=sentence.role, heading=sentence.heading, lead_in=sentence.lead_in
    )
    names = {*shown.concepts, *_fulfilled(sentence)}
    above = shown.heading | shown.lead_in
    stems = _stems(token.word for token in shown.words)
    met = 0.0
    for word in asked:
        if word.concepts & names or word.stems & stems:
            met += word.weight
        elif word.concepts & above:
            met += word.weight * _ABOVE
    return met / sum(word.weight for word in asked)


def _fulfilled(sentence: Proposal) -> set[str]:
    """Return which of the things that a question may ask for the sentence gives."""
    slots, kinds = sentence.slots, set(sentence.kinds)
    given = {
        **{name: kind in kinds for name, kind in _OF_KIND.items()},
        "?period": slots.period is not None or "retain" in kinds,
        "?recipient": bool(slots.recipients),
        "?place": "locate" in kinds,
        "?contact": "contact" in kinds,
    }
    return {mark for mark, is_given in given.items() if is_given}
