"""A policy file to edit, from a reading: each promise with the sentences that make it.

A sentence whose form needs a figure that it does not give stands as a comment.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from amana.domain.policy.proposal import Proposal, Reading
from amana.domain.words import LANGUAGES, Language
from amana.reading.drafting.entries import UNNAMED, Entry, entries
from amana.reading.drafting.forms import Items
from amana.reading.drafting.naming import controller, document_title
from amana.reading.drafting.settle import weaker
from amana.reading.drafting.special import NAMES

_FEWEST: Final = 0.15
"""Share of the sentences below which a language is only a guest in the other's text."""
_LONGEST_BEGINNING: Final = 40
_NOTHING_DECIDED: Final[Mapping[int, Items]] = MappingProxyType({})
_FILES: Final[Mapping[Language, str]] = {"ar": "privacy.ar.md", "en": "privacy.en.md"}
_UNNAMED: Final[Mapping[Language, str]] = {
    "ar": "بيانات لا تسميها الجملة", "en": "data that the sentence does not name",
}  # fmt: skip
_TITLES: Final[Mapping[Language, str]] = {"ar": "سياسة الخصوصية", "en": "Privacy policy"}
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_EMAIL: Final = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}"
)
_BASES: Final = {
    "marketing": "consent", "personalise": "consent", "analytics": "consent",
    "contests": "consent", "other": "consent", "legal_compliance": "legal_obligation",
    "security_fraud": "legitimate_interest", "enforce_terms": "legitimate_interest",
    "improve_research": "legitimate_interest",
}  # fmt: skip
"""The basis that asks most of the service where the text states none; else a contract."""
_DATA_ITEMS: Final = (
    "collect", "use", "only", "never", "share", "protect", "retain", "locate", "publish",
    "monitor", "data",
)  # fmt: skip


def as_policy(
    reading: Reading,
    *,
    service: str,
    decided: Mapping[int, Items] = _NOTHING_DECIDED,
    settled: bool = True,
) -> tuple[str, Mapping[Language, str]]:
    """Return a policy file to edit, and the texts that it names, by language.

    ``decided`` gives the items that a person chose, by the proposal's place in the reading:
    they stand as they are, and in place of all that was proposed if they name the kind.
    ``settled`` leaves out the weaker of two promises that contradict each other, as a
    comment; else the file holds both, and its plan names them.
    """
    tongues = _languages(reading.proposals)
    texts = _texts(reading, tongues)
    found = entries(reading.proposals, decided)
    left_out: dict[str, str] = {}
    while True:
        lines = [
            *_header(reading, service, tongues),
            *_declarations([entry for entry in found if entry.name not in left_out], tongues),
            *_promises(found, left_out, tongues),
        ]
        source = "\n".join(lines) + "\n"
        weak = weaker(source, texts) if settled else {}
        if not weak:
            return source, texts
        left_out |= weak


def _languages(proposals: Sequence[Proposal]) -> tuple[Language, ...]:
    """Return the languages that the document is written in, Arabic first."""
    total = len(proposals)
    counts = {tongue: sum(p.language == tongue for p in proposals) for tongue in LANGUAGES}
    return tuple(tongue for tongue in LANGUAGES if counts[tongue] > _FEWEST * total)


def _tongue(proposal: Proposal, tongues: Sequence[Language]) -> Language:
    """Return the language of the text in which the sentence is quoted."""
    return proposal.language if proposal.language in tongues else tongues[0]


def _texts(reading: Reading, tongues: Sequence[Language]) -> dict[Language, str]:
    """Cut the document into one text a language, its marks of layout kept."""
    parts: dict[Language, list[str]] = {tongue: [] for tongue in tongues}
    last = 0
    for proposal in reading.proposals:
        parts[_tongue(proposal, tongues)].append(reading.text[last : proposal.end])
        last = proposal.end
    return {tongue: _legible("".join(found)).strip() + "\n" for tongue, found in parts.items()}


def _legible(text: str) -> str:
    """Return the text with a blank for each control character: a policy holds none."""
    return _CONTROL.sub(" ", text)


def _header(reading: Reading, service: str, tongues: Sequence[Language]) -> Iterator[str]:
    """Yield what stands above the promises; a name that the text does not say is for a person."""
    email = _EMAIL.search(reading.text)
    titles = {
        tongue: document_title(reading.proposals, tongue) or _TITLES[tongue] for tongue in tongues
    }
    said = {tongue: controller(reading.proposals, tongue) for tongue in tongues}
    known = next((each for each in said.values() if each), service)
    names = {tongue: each or known for tongue, each in said.items()}
    yield "# Proposed from a document: read every line, and correct it, before publishing."
    yield "amana: 1"
    yield f"service: {_value(service)}  # its name in addresses; to be confirmed"
    yield f"title: {_flow(titles)}"
    yield "controller:"
    unsaid = "" if any(said.values()) else "the text does not say whose it is; to be confirmed: "
    yield f"  name: {_flow(names)}  # {unsaid}the organisation's full name"
    if email:
        yield f"  email: {_value(email.group())}"
    yield f"languages: {_flow(tuple(tongues))}"
    yield f"texts: {_flow({tongue: _FILES[tongue] for tongue in tongues})}"


def _data(term: str, tongues: Sequence[Language]) -> str:
    """Return a category's declaration; one of a sentence that names no data is named for it."""
    if term in NAMES:
        known = NAMES[term]
        return _flow({"name": {tongue: known.say(tongue) for tongue in tongues}})
    number = term.removeprefix(UNNAMED)
    if number == term:
        return "{}"
    names = {tongue: f"{_UNNAMED[tongue]} (P{number})" for tongue in tongues}
    return _flow({"name": names})


def _declarations(entries: Sequence[Entry], tongues: Sequence[Language]) -> Iterator[str]:
    """Declare the terms that the promises refer to."""
    used = [entry.items for entry in entries if entry.items is not None]
    data, purposes, recipients = _referred(used)
    yield "data:" if data else "data: {}"
    yield from (f"  {term}: {_data(term, tongues)}" for term in data)
    yield "purposes:" if purposes else "purposes: {}"
    objected = _objected(used)
    for term in purposes:
        basis = "legitimate_interest" if term in objected else _BASES.get(term, "contract")
        yield f"  {term}: {{basis: {basis}}}  # basis: to be confirmed"
    yield "recipients:" if recipients else "recipients: {}"
    yield from (f"  {term}: {{kind: {term}}}" for term in recipients)


def _objected(used: Sequence[Items]) -> frozenset[str]:
    """Return the purposes that go on until somebody objects: none of them rests on consent."""
    chosen: dict[object, set[str]] = {"opt_in": set(), "opt_out": set()}
    for items in used:
        purposes = items.get("choice")
        if isinstance(purposes, tuple):
            chosen.setdefault(items.get("by"), set()).update(purposes)
    return frozenset(chosen["opt_out"] - chosen["opt_in"])


def _referred(used: Sequence[Items]) -> tuple[list[str], list[str], list[str]]:
    """Return the data, purposes and recipients that the items name, each once."""
    data: dict[str, None] = {}
    purposes: dict[str, None] = {}
    recipients: dict[str, None] = {}
    for items in used:
        for name, value in items.items():
            terms = dict.fromkeys(value if isinstance(value, tuple) else ())
            if name in ("for", "choice", "cookie"):
                purposes |= terms
            elif name in _DATA_ITEMS or (name == "to" and "message" in items):
                data |= terms
            elif name == "to":
                recipients |= terms
    return sorted(data), sorted(purposes), sorted(recipients)


def _promises(
    found: Sequence[Entry], left_out: Mapping[str, str], tongues: Sequence[Language]
) -> Iterator[str]:
    """Yield the promises in the order of the text, numbered from P1."""
    kept = any(entry.items is not None and entry.name not in left_out for entry in found)
    yield "promises:" if kept else "promises: {}"
    for entry in found:
        yield from _promise(entry, left_out, tongues)


def _promise(
    entry: Entry, left_out: Mapping[str, str], tongues: Sequence[Language]
) -> Iterator[str]:
    """Yield one promise under the confidence and reasons of each of its sentences."""
    for proposal in entry.proposals:
        yield _note(proposal, quoted=len(entry.proposals) > 1)
    if entry.items is None:
        yield f"  # left out, since a figure is missing: {_value(entry.proposals[0].text)}"
        return
    lines = [
        f"{_value(item)}: {_flow(value)}{_mark(item, entry.marks)}"
        for item, value in entry.items.items()
        if item != "quote"
    ]
    lines.append(f"quote: {_flow(_quotes(entry, tongues))}")
    if entry.name in left_out:
        yield f"  # {entry.name} is left out, since it contradicts {left_out[entry.name]}:"
        yield from (f"  #   {line}" for line in lines)
        return
    yield f"  {entry.name}:"
    yield from (f"    {line}" for line in lines)


def _note(proposal: Proposal, *, quoted: bool) -> str:
    """Return the comment on one sentence; of several, each begins with its own words."""
    kind, *also = proposal.kinds
    note = f"  # {kind}, confidence {proposal.confidence:.2f}"
    if words := proposal.because.get(kind):
        note += ": " + ", ".join(_value(word) for word in words)
    note += f"; perhaps also {', '.join(also)}" if also else ""
    return f"{note}; in {_value(_beginning(proposal.text))}" if quoted else note


def _beginning(text: str) -> str:
    """Return the first words of a sentence, by which it is found again."""
    words = " ".join(_legible(text).split())
    return words if len(words) <= _LONGEST_BEGINNING else words[:_LONGEST_BEGINNING].rstrip() + "…"


def _quotes(entry: Entry, tongues: Sequence[Language]) -> Mapping[Language, object]:
    """Return the sentences by language, each once; a single one stands by itself."""
    said: dict[Language, dict[str, None]] = {}
    for proposal in entry.proposals:
        said.setdefault(_tongue(proposal, tongues), {})[_legible(proposal.text)] = None
    return {
        tongue: next(iter(texts)) if len(texts) == 1 else tuple(texts)
        for tongue, texts in said.items()
    }


def _mark(item: str, marks: Mapping[str, str]) -> str:
    """Return the comment after an item that a person has to confirm."""
    return f"  # {item}: {marks[item]}" if item in marks else ""


def _flow(value: object) -> str:
    """Write a value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_value(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _value(value)


_PLAIN: Final = re.compile(r"[a-z][a-z0-9_-]*|P[T0-9YMWDH]+|[A-Z]{2}|privacy\.\w\w\.md")
_WORDS_OF_YAML: Final = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "NO"}
)


def _value(value: object) -> str:
    """Write one value; what does not show, such as a direction mark, is written as its number."""
    if not isinstance(value, str):
        return json.dumps(value)
    if _PLAIN.fullmatch(value) and value not in _WORDS_OF_YAML:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else _number(char) for char in quoted)


def _number(char: str) -> str:
    """Return a character as YAML's escape of it."""
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - the last of four digits
