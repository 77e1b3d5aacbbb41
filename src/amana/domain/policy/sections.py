"""The lists that promises refer to: data, purposes and recipients, from their nodes.

Where the file gives no name, the vocabulary's is taken: by the id, else by the DPV term; and
with it the DPV term, where that is not given either.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from amana.domain.policy.declarations import SECTIONS, DataForm, PurposeForm, RecipientForm
from amana.domain.policy.errors import NameMissing, PolicyProblem, ReservedId, WrongShape
from amana.domain.policy.form import Within, read_form
from amana.domain.policy.model import DataCategory, Purpose, Recipient
from amana.domain.policy.notes import Notes
from amana.domain.policy.values import ID, read_id
from amana.domain.policy.yaml_nodes import Mapping as MappingNode
from amana.domain.policy.yaml_nodes import Node, Scalar
from amana.domain.vocabulary import DATA, PURPOSES, RECIPIENTS, Term
from amana.domain.vocabulary.sharing import THE_PERSON
from amana.domain.words import Words

T = TypeVar("T")

ABOUT: Final = {
    "data": "The categories of personal data that the service holds",
    "purposes": "What data is used for",
    "recipients": "Who outside receives data",
    "promises": "The promises, by id",
}
RESERVED: Final[Mapping[str, frozenset[str]]] = {"recipients": frozenset({THE_PERSON})}
"""Ids that no entry may have: what goes to the person whose data it is escapes limits on others,
so that nobody else may be called so."""


def outer_mapping(node: Node, notes: Notes, *, empty: type[PolicyProblem]) -> MappingNode:
    """Return the file's outer mapping; with anything else there is nothing to go on with."""
    if isinstance(node, MappingNode) and node.entries:
        return node
    if isinstance(node, MappingNode):
        notes.note(empty, node)
    else:
        notes.note(WrongShape, node, key="–", right="key: value")
    notes.refuse_if_any()
    return MappingNode(place=node.place, entries=())  # pragma: no cover - refused above


def entries(root: MappingNode, section: str, notes: Notes) -> tuple[tuple[Scalar, Node], ...]:
    """Return a section's entries. A section may be left out, but not stand empty."""
    found = root.get(section)
    if found is None:
        return ()
    if not isinstance(found, MappingNode):
        notes.note(WrongShape, found, key=section, right="id: {…}")
        return ()
    return found.entries


def declared_ids(root: MappingNode) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of each section, even of entries that are wrong in themselves."""
    return {
        section: tuple(key.text for key, _ in entries(root, section, Notes()))
        for section in SECTIONS
    }


def read_data(root: MappingNode, notes: Notes) -> dict[str, DataCategory]:
    """Return the data categories that are right."""

    def build(key: str, form: DataForm, node: Node) -> DataCategory:
        term = _term(DATA, key, form.is_)
        return DataCategory(
            id=key,
            term=_dpv(form.is_, form.name, term),
            name=_name(key, form.name, term, node, notes),
        )

    return _read(root, "data", build, notes)


def read_purposes(root: MappingNode, notes: Notes) -> dict[str, Purpose]:
    """Return the purposes that are right."""

    def build(key: str, form: PurposeForm, node: Node) -> Purpose:
        term = _term(PURPOSES, key, form.is_)
        return Purpose(
            id=key,
            term=_dpv(form.is_, form.name, term),
            basis=form.basis.value,
            name=_name(key, form.name, term, node, notes),
            who=form.who,
        )

    return _read(root, "purposes", build, notes)


def read_recipients(root: MappingNode, notes: Notes) -> dict[str, Recipient]:
    """Return the recipients that are right; their kind is a term of the vocabulary."""

    def build(key: str, form: RecipientForm, node: Node) -> Recipient:
        if form.kind not in RECIPIENTS:
            said = node.get("kind") if isinstance(node, MappingNode) else None
            notes.unknown_value(_scalar(said or node), "kind", RECIPIENTS)
        term = RECIPIENTS.get(key) or RECIPIENTS.get(form.kind)
        return Recipient(
            id=key,
            kind=form.kind,
            name=_name(key, form.name, term, node, notes),
            country=form.country,
            safeguards=tuple(one.value for one in form.safeguards),
            contact=form.contact,
        )

    return _read(root, "recipients", build, notes)


def _scalar(node: Node) -> Scalar:
    """Return the node as the scalar that it was read as."""
    return node if isinstance(node, Scalar) else Scalar(place=node.place, text="", plain=True)


def _read(
    root: MappingNode,
    section: str,
    build: Callable[[str, Any, Node], T],
    notes: Notes,
) -> dict[str, T]:
    """Return a section's entries as values, leaving out the wrong ones."""
    form = SECTIONS[section]
    found: dict[str, T] = {}
    for key, node in entries(root, section, notes):
        name = read_id(key, ID, notes)
        if name in RESERVED.get(section, ()):
            notes.note(ReservedId, key, value=key.text)
        instance = _entry(form, key, node, notes)
        if name is not None and instance is not None:
            found[name] = build(name, instance, node)
    return found


def _entry(form: type[Any], key: Scalar, node: Node, notes: Notes) -> Any | None:  # noqa: ANN401
    """Return an entry's form; ``email: {}`` and ``email:`` say that the vocabulary tells all."""
    bare = isinstance(node, Scalar) and not node.text
    if bare:
        node = MappingNode(place=key.place, entries=())
    if isinstance(node, MappingNode):
        return read_form(form, node, notes, within=Within(where=key.text))
    notes.note(WrongShape, node, key=key.text, right="{…}")
    return None


def _term(vocabulary: Mapping[str, Term], key: str, dpv: str | None) -> Term | None:
    """Return the vocabulary's term, by its id, else by its DPV name."""
    if dpv is None:
        return vocabulary.get(key)
    own = vocabulary.get(key)
    if own is not None and own.dpv == dpv:
        return own
    return next((term for term in vocabulary.values() if term.dpv == dpv), own)


def _dpv(given: str | None, name: Words | None, term: Term | None) -> str | None:
    """Return the DPV term that is given, else the vocabulary's where it also gives the name.

    An entry that gives its own name speaks for itself: otherwise a later vocabulary, with one
    term more, would change what a published policy says.
    """
    if given is not None or name is not None or term is None:
        return given
    return term.dpv


def _name(key: str, given: Words | None, term: Term | None, node: Node, notes: Notes) -> Words:
    """Return the name that is given, else the vocabulary's; note where there is neither."""
    if given is not None:
        return given
    if term is not None:
        return term.words
    notes.note(NameMissing, node, value=key)
    return Words(en=key)
