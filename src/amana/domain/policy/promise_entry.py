"""One promise of the file: which kind it is, its form, and the sentences that it quotes."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from amana.domain.policy.declarations import Quotes
from amana.domain.policy.errors import (
    NoKind,
    QuoteNotFound,
    QuoteWithoutText,
    SeveralKinds,
    WrongShape,
    shown,
)
from amana.domain.policy.form import Nested, Within, items_of, read_form
from amana.domain.policy.model import Promise
from amana.domain.policy.notes import Notes, nearest
from amana.domain.policy.quotes import Published
from amana.domain.policy.values import PROMISE_ID, read_id
from amana.domain.policy.yaml_nodes import Mapping as MappingNode
from amana.domain.policy.yaml_nodes import Node, Scalar, Sequence
from amana.domain.promises.kind import Kind
from amana.domain.words import LANGUAGES, Language

QUOTE: Final = "quote"


def read_promise(
    key: Scalar, node: Node, kinds: Mapping[str, Kind[Any]], notes: Notes
) -> Promise | None:
    """Return the promise, or note all that is wrong with it."""
    name = read_id(key, PROMISE_ID, notes)
    if not isinstance(node, MappingNode):
        notes.note(WrongShape, node, key=key.text, right="{kind: …}")
        return None
    kind = _kind(key, node, kinds, notes)
    if kind is None:
        return None
    within = Within(where=key.text, first=kind.name, also=(QUOTE,))
    form = read_form(kind.form, node, notes, within=within)
    quotes = _quotes(node, notes)
    if name is None or form is None:
        return None
    return Promise(id=name, kind=kind, form=form, quotes=quotes)


def _kind(
    key: Scalar, node: MappingNode, kinds: Mapping[str, Kind[Any]], notes: Notes
) -> Kind[Any] | None:
    """Return the promise's one kind.

    A key that is a kind's name may also be an item of another kind; the promise is then of
    the kind that knows all the others as its items.
    """
    keys = [entry.text for entry, _ in node.entries]
    named = [name for name in keys if name in kinds]
    fitting = [name for name in named if set(named) - {name} <= _items(kinds[name])]
    if len(fitting) == 1:
        return kinds[fitting[0]]
    if named:
        notes.note(SeveralKinds, node, promise=key.text, kinds=", ".join(named))
        return None
    near = next((found for name in keys if (found := nearest(name, kinds)) is not None), "–")
    notes.note(NoKind, node, promise=key.text, nearest=near, valid=", ".join(sorted(kinds)))
    return None


def _items(kind: Kind[Any]) -> set[str]:
    """Return the keys that a promise of this kind may have."""
    return {item.key for item in items_of(kind.form, kind.name)}


def _quotes(node: MappingNode, notes: Notes) -> Mapping[Language, tuple[str, ...]]:
    """Return the quoted sentences by language."""
    found = node.get(QUOTE)
    if found is None:
        return {}
    quotes = Nested(form=Quotes).read(found, QUOTE, notes)
    if quotes is None:
        return {}
    said: dict[Language, tuple[str, ...]] = {"ar": quotes.ar, "en": quotes.en}
    return {language: sentences for language, sentences in said.items() if sentences}


def check_quotes(
    promises: Collection[tuple[Scalar, Node]],
    texts: Mapping[Language, str],
    declared: Collection[str],
    notes: Notes,
) -> None:
    """Note each quoted sentence that does not stand in the text of its language."""
    published = {language: Published(text) for language, text in texts.items()}
    for _, node in promises:
        quote = node.get(QUOTE) if isinstance(node, MappingNode) else None
        if not isinstance(quote, MappingNode):
            continue
        for language in LANGUAGES:
            sentences = _sentences(quote.get(language))
            if sentences and language not in declared:
                notes.note(QuoteWithoutText, sentences[0], language=language)
            elif language in published:
                _check_sentences(sentences, published[language], language, notes)


def quoted(promises: Collection[tuple[Scalar, Node]], language: Language) -> str:
    """Return what the promises quote in a language, a line each."""
    quotes = (node.get(QUOTE) for _, node in promises if isinstance(node, MappingNode))
    found = (quote.get(language) for quote in quotes if isinstance(quote, MappingNode))
    return "\n".join(sentence.text for node in found for sentence in _sentences(node))


def _sentences(node: Node | None) -> tuple[Scalar, ...]:
    """Return one sentence or a list of them as their scalars."""
    if isinstance(node, Sequence):
        return tuple(part for part in node.items if isinstance(part, Scalar))
    return (node,) if isinstance(node, Scalar) else ()


def _check_sentences(
    sentences: Collection[Scalar], text: Published, language: Language, notes: Notes
) -> None:
    """Note what the text does not say, with the sentence of it that is most like."""
    for sentence in sentences:
        if sentence.text.strip() and not text.says(sentence.text):
            near = text.nearest(sentence.text)
            notes.note(
                QuoteNotFound,
                sentence,
                quote=shown(sentence.text),
                language=language,
                nearest=shown(near) if near else "–",
            )
