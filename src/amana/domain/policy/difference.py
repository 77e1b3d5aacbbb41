"""What changed between two versions of a policy, each change in words and with its weight.

Computed from the policies, not from their files: order and layout change nothing. Whether a
change is material is proposed with its reason; a person decides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from amana.domain.policy import change as why
from amana.domain.policy.canonical import natural
from amana.domain.policy.change import Change, How, Reason, Subject
from amana.domain.policy.form import items_of
from amana.domain.policy.model import Controller, Policy, Promise
from amana.domain.policy.quotes import folded
from amana.domain.policy.weight import changed_fields, weigh_added, weigh_changed, weigh_removed
from amana.domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All changes, from the older version to the newer; none where they are the same."""

    changes: tuple[Change, ...]

    @property
    def material(self) -> bool:
        """Whether any change is proposed as material."""
        return any(change.material for change in self.changes)

    @property
    def begins(self) -> tuple[str, ...]:
        """Promises that are new, by id."""
        return self._promises(How.ADDED)

    @property
    def ends(self) -> tuple[str, ...]:
        """Promises that are there no more, by id."""
        return self._promises(How.REMOVED)

    def _promises(self, how: How) -> tuple[str, ...]:
        """Return the promises that changed so."""
        return tuple(
            change.id
            for change in self.changes
            if change.subject is Subject.PROMISE and change.how is how
        )


def difference(old: Policy, new: Policy) -> Difference:
    """Return what changed from the old version to the new."""
    return Difference(
        changes=(
            *_promises(old, new),
            *_entries(Subject.DATA, old.data, new.data, why.NEW_DATA),
            *_entries(Subject.PURPOSE, old.purposes, new.purposes, why.NEW_PURPOSE),
            *_entries(Subject.RECIPIENT, old.recipients, new.recipients, why.NEW_RECIPIENT),
            *_controller(old.controller, new.controller),
            *_title(old, new),
            *_listed(Subject.LAW, old.laws, new.laws, why.ADDED_PROTECTION, why.FEWER_LAWS),
            *_listed(
                Subject.LANGUAGE,
                old.languages,
                new.languages,
                why.MORE_READERS,
                why.FEWER_LANGUAGES,
            ),
            *_texts(old, new),
        )
    )


def _promises(old: Policy, new: Policy) -> Iterator[Change]:
    """Yield the changes of promises: gone, new, under another id, and item by item."""
    gone = {key: it for key, it in old.promises.items() if not _same_kind(it, new.promises)}
    come = {key: it for key, it in new.promises.items() if not _same_kind(it, old.promises)}
    moved = _renamed(gone, come)
    for before, after in moved.items():
        said = _says(old, gone.pop(before))
        come.pop(after)
        yield Change(
            subject=Subject.PROMISE,
            how=How.RENAMED,
            id=f"{before} → {after}",
            before=said,
            reason=why.WORDING,
        )
    for promise in _in_order(gone):
        yield Change(
            subject=Subject.PROMISE,
            how=How.REMOVED,
            id=promise.id,
            before=_says(old, promise),
            reason=weigh_removed(promise),
        )
    for promise in _in_order(come):
        yield Change(
            subject=Subject.PROMISE,
            how=How.ADDED,
            id=promise.id,
            after=_says(new, promise),
            reason=weigh_added(promise),
        )
    for promise in _in_order(old.promises):
        if _same_kind(promise, new.promises):
            yield from _items(old, new, promise.id)


def _same_kind(promise: Promise, others: Mapping[str, Promise]) -> bool:
    """Tell whether there is a promise of the same id and kind among the others."""
    other = others.get(promise.id)
    return other is not None and other.kind.name == promise.kind.name


def _renamed(gone: Mapping[str, Promise], come: Mapping[str, Promise]) -> dict[str, str]:
    """Return the promises that only changed their id, each once."""
    moved: dict[str, str] = {}
    for promise in _in_order(gone):
        twin = next(
            (
                other.id
                for other in _in_order(come)
                if other.id not in moved.values()
                and other.id != promise.id
                and (other.kind.name, other.form) == (promise.kind.name, promise.form)
            ),
            None,
        )
        if twin is not None:
            moved[promise.id] = twin
    return moved


def _in_order(promises: Mapping[str, Promise]) -> list[Promise]:
    """Return promises in the natural order of their ids."""
    return [promises[key] for key in sorted(promises, key=natural)]


def _says(policy: Policy, promise: Promise) -> Words:
    """Return the promise in its kind's words, in both languages."""
    terms = policy.terms
    return Words(ar=promise.says(terms, "ar"), en=promise.says(terms, "en"))


def _items(old: Policy, new: Policy, key: str) -> Iterator[Change]:
    """Yield the changes of one promise, item by item, and of its quoted sentences."""
    before, after = old.promises[key], new.promises[key]
    keys = {item.field: item.key for item in items_of(before.kind.form, before.kind.name)}
    for field in changed_fields(before.form, after.form):
        yield Change(
            subject=Subject.PROMISE,
            how=How.CHANGED,
            id=key,
            item=keys[field],
            before=_says(old, before),
            after=_says(new, after),
            reason=weigh_changed(before, after, field),
        )
    if before.quotes != after.quotes:
        yield Change(
            subject=Subject.PROMISE,
            how=How.CHANGED,
            id=key,
            item="quote",
            before=_quoted(before),
            after=_quoted(after),
            reason=why.WORDING,
        )


def _quoted(promise: Promise) -> Words | None:
    """Return the quoted sentences, if there are any."""
    said = {language: " ".join(parts) for language, parts in promise.quotes.items()}
    return Words(ar=said.get("ar", ""), en=said.get("en", "")) if any(said.values()) else None


def _entries(
    subject: Subject, old: Mapping[str, Any], new: Mapping[str, Any], new_one: Reason
) -> Iterator[Change]:
    """Yield the changes of a list of declarations."""
    for key in sorted(old.keys() | new.keys(), key=natural):
        if key not in new:
            yield Change(
                subject=subject, how=How.REMOVED, id=key, before=old[key].name, reason=why.NARROWER
            )
        elif key not in old:
            yield Change(
                subject=subject, how=How.ADDED, id=key, after=new[key].name, reason=new_one
            )
        else:
            yield from _declaration(subject, key, old[key], new[key])


def _declaration(subject: Subject, key: str, old: Any, new: Any) -> Iterator[Change]:  # noqa: ANN401
    """Yield the changes of one declaration, item by item."""
    for field in changed_fields(old, new):
        before, after = getattr(old, field), getattr(new, field)
        yield Change(
            subject=subject,
            how=How.CHANGED,
            id=key,
            item=_KEYS.get(field, field),
            before=_as_words(before),
            after=_as_words(after),
            reason=_weigh_item(subject, field, before, after),
        )


_KEYS: Final = {"term": "is"}
_ALWAYS: Final = {"basis": why.OTHER_BASIS, "contact": why.CORRECTION}


def _weigh_item(subject: Subject, field: str, before: Any, after: Any) -> Reason:  # noqa: ANN401
    """Judge the change of one item of a declaration."""
    if field in _ALWAYS:
        return _ALWAYS[field]
    if field == "name":
        return _weigh_name(subject, before, after)
    if field == "safeguards":
        return why.ADDED_PROTECTION if set(before) <= set(after) else why.WEAKER
    if field == "who":
        return why.NARROWER if before is None else why.WIDER
    return why.OTHER_MEANING


def _weigh_name(subject: Subject, before: Words, after: Words) -> Reason:
    """Judge another name. Of a recipient it may be another company, unless one name stays."""
    kept = (before.ar and before.ar == after.ar) or (before.en and before.en == after.en)
    return why.NEW_RECIPIENT if subject is Subject.RECIPIENT and not kept else why.WORDING


def _as_words(value: Any) -> Words | None:  # noqa: ANN401 - the value of any item
    """Return a value as it can be shown in both languages; nothing for nothing."""
    if value is None or isinstance(value, Words):
        return value
    said = ", ".join(value) if isinstance(value, tuple) else str(value)
    return Words(ar=said, en=said) if said else None


def _controller(old: Controller, new: Controller) -> Iterator[Change]:
    """Yield the changes of the controller. A way to write that goes is a loss."""
    for field in fields(Controller):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after:
            yield Change(
                subject=Subject.CONTROLLER,
                how=How.CHANGED,
                id=field.name,
                before=_as_words(before),
                after=_as_words(after),
                reason=_weigh_controller(field.name, before, after),
            )


def _weigh_controller(field: str, before: Any, after: Any) -> Reason:  # noqa: ANN401
    """Judge a change of the controller's details."""
    if field == "name":
        added = all(not said or said == now for said, now in _pairs(before, after))
        return why.WORDING if added else why.OTHER_CONTROLLER
    return why.WEAKER if after is None else why.CORRECTION


def _pairs(before: Words, after: Words) -> tuple[tuple[str, str], ...]:
    """Return what was said and what is said now, a language."""
    return ((before.ar, after.ar), (before.en, after.en))


def _title(old: Policy, new: Policy) -> Iterator[Change]:
    """Yield the change of the title."""
    if old.title != new.title:
        yield Change(
            subject=Subject.TITLE,
            how=How.CHANGED,
            id="title",
            before=old.title,
            after=new.title,
            reason=why.WORDING,
        )


def _listed(
    subject: Subject, old: tuple[str, ...], new: tuple[str, ...], more: Reason, less: Reason
) -> Iterator[Change]:
    """Yield what came to a list of names and what went; their order says nothing."""
    for name in sorted(set(old) - set(new)):
        yield Change(subject=subject, how=How.REMOVED, id=name, reason=less)
    for name in sorted(set(new) - set(old)):
        yield Change(subject=subject, how=How.ADDED, id=name, reason=more)


def _texts(old: Policy, new: Policy) -> Iterator[Change]:
    """Yield which published texts came, went or are worded otherwise."""
    for language in sorted(old.texts.keys() | new.texts.keys()):
        before, after = old.texts.get(language), new.texts.get(language)
        if before is None:
            yield Change(subject=Subject.TEXT, how=How.ADDED, id=language, reason=why.WORDING)
        elif after is None:
            yield Change(subject=Subject.TEXT, how=How.REMOVED, id=language, reason=why.WORDING)
        elif folded(before) != folded(after):
            yield Change(subject=Subject.TEXT, how=How.CHANGED, id=language, reason=why.WORDING)
