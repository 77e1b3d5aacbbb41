"""From the text of a policy file to a policy, or to everything that is wrong with it.

Nothing is guessed and nothing is passed over: an unknown key, a value outside its list, a
reference to what is not declared, a quoted sentence that is not in the text are all refused,
each at its line and column, with what would be right.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from amana.domain.policy.declarations import FILE_NAME, SECTIONS, ControllerForm, Header
from amana.domain.policy.errors import (
    EmptyValue,
    LanguageUndeclared,
    MissingKey,
    NothingWritten,
    TextMissing,
)
from amana.domain.policy.form import Within, read_form
from amana.domain.policy.model import Controller, Policy, Promise
from amana.domain.policy.notes import Notes
from amana.domain.policy.promise_entry import check_quotes, quoted, read_promise
from amana.domain.policy.sections import (
    ABOUT,
    declared_ids,
    entries,
    outer_mapping,
    read_data,
    read_purposes,
    read_recipients,
)
from amana.domain.policy.yaml_nodes import Mapping as MappingNode
from amana.domain.policy.yaml_nodes import Scalar, nodes
from amana.domain.promises import KINDS
from amana.domain.promises.kind import Kind
from amana.domain.words import LANGUAGES, Language

PROMISES: Final = "promises"
_TEXTS: Final = "texts"
_ALSO: Final = (*SECTIONS, PROMISES)


def parse(
    text: str,
    *,
    texts: Mapping[Language, str],
    kinds: Mapping[str, Kind[Any]] = KINDS,
) -> Policy:
    """Return the policy that the file declares. ``texts`` are the published texts it names.

    Raises ``PolicyErrors`` with every problem of the file, in its order. Nothing is read from
    disk: ``declared_texts`` gives the names of the files whose content to hand in.
    """
    notes = Notes()
    root = outer_mapping(nodes(text), notes, empty=NothingWritten)
    notes.declared = declared_ids(root)
    header = read_form(Header, root, notes, within=Within(where="–", also=_ALSO))
    data = read_data(root, notes)
    purposes = read_purposes(root, notes)
    recipients = read_recipients(root, notes)
    promises = _promises(root, kinds, notes)
    files = _files(root)
    held = {language: texts[language] for language in files if language in texts}
    check_quotes(entries(root, PROMISES, Notes()), held, files, notes)
    _check_texts(files, held, header, notes)
    notes.refuse_if_any()
    return Policy(
        service=header.service,
        title=header.title,
        controller=_controller(header.controller),
        languages=tuple(language.value for language in header.languages),
        laws=tuple(law.value for law in header.laws),
        data=data,
        purposes=purposes,
        recipients=recipients,
        promises=promises,
        texts=held,
    )


def declared_texts(text: str) -> Mapping[Language, str]:
    """Return the file names of the published texts, by language; none where none are declared.

    A name with a folder in it is left out: ``parse`` refuses it. Raises ``PolicyErrors`` where
    the file is not YAML.
    """
    root = nodes(text)
    return {
        language: name.text
        for language, name in (_files(root) if isinstance(root, MappingNode) else {}).items()
        if FILE_NAME.matches(name.text)
    }


def quoted_texts(text: str) -> Mapping[Language, str]:
    """Return, for each text that the file names, what its promises quote of it.

    For a file that came without its texts. Raises ``PolicyErrors`` where it is not YAML.
    """
    root = nodes(text)
    if not isinstance(root, MappingNode):
        return {}
    promises = entries(root, PROMISES, Notes())
    return {language: quoted(promises, language) for language in _files(root)}


def _files(root: MappingNode) -> dict[Language, Scalar]:
    """Return the names of the published texts as they stand in the file."""
    files = root.get(_TEXTS)
    if not isinstance(files, MappingNode):
        return {}
    named = {language: files.get(language) for language in LANGUAGES}
    return {language: name for language, name in named.items() if isinstance(name, Scalar)}


def _promises(
    root: MappingNode, kinds: Mapping[str, Kind[Any]], notes: Notes
) -> dict[str, Promise]:
    """Return the promises that are right. A policy without promises is none."""
    section = root.get(PROMISES)
    listed = entries(root, PROMISES, notes)
    if section is None:
        notes.note(MissingKey, root, key=PROMISES, where="–", about=ABOUT[PROMISES])
    elif isinstance(section, MappingNode) and not listed:
        notes.note(EmptyValue, section, key=PROMISES)
    read = (read_promise(key, node, kinds, notes) for key, node in listed)
    return {promise.id: promise for promise in read if promise is not None}


def _check_texts(
    files: Mapping[Language, Scalar],
    held: Collection[Language],
    header: Header | None,
    notes: Notes,
) -> None:
    """Note a text that was declared but not given, or in a language that is not declared."""
    for language, name in files.items():
        if language not in held:
            notes.note(TextMissing, name, file=name.text, language=language)
        if header is not None and language not in header.languages:
            notes.note(LanguageUndeclared, name, key=_TEXTS, language=language)


def _controller(form: ControllerForm) -> Controller:
    """Return the controller as the model has it."""
    return Controller(
        name=form.name,
        email=form.email,
        phone=form.phone,
        address=form.address,
        officer=form.officer,
        representative=form.representative,
    )
