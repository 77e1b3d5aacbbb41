"""Which models hold personal data: ``AMANA["MODELS"]``, a declaration for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import Field, Model

from amana.sdk.django.configured import configured, named, person_id

_KNOWN: Final = frozenset({"person", "fields", "at", "for", "origin", "source"})
_NEEDED: Final = ("person", "fields", "at", "for")
_ORIGINS: Final = ("person", "automatic", "third-party")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One model: whose its rows are, and which of its fields hold what."""

    model: type[Model]
    person: str
    """``self`` for accounts, the way to the account (``user``, ``order.user``), or a function."""
    fields: Mapping[str, str]
    """The policy's own word for what each field holds."""
    at: str
    purposes: tuple[str, ...]
    origin: Any
    source: str | None

    def person_of(self, row: Model) -> str | None:
        """Return whose row it is; ``None`` where that is not known, or not yet."""
        if ":" in self.person:
            found = named(self.person.replace(":", "."))(row)
            return None if found is None else str(found)
        account: Any = row
        for step in () if self.person == "self" else self.person.split("."):
            account = getattr(account, step, None)
        return person_id(account)

    def columns(self) -> "tuple[Field[Any, Any], ...]":
        """Return the declared fields, as the model has them."""
        return tuple(_field(self.model, name) for name in self.fields)


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    try:
        found = model._meta.get_field(name)  # noqa: SLF001 - Django's public way to it
    except FieldDoesNotExist:
        msg = f"AMANA['MODELS']['{model._meta.label}'] names a field {name}, which it lacks."  # noqa: SLF001 - the same
        raise ImproperlyConfigured(msg) from None
    if not isinstance(found, Field) or found.many_to_many:
        msg = f"AMANA['MODELS']['{model._meta.label}'] names {name}, which is no column."  # noqa: SLF001 - the same
        raise ImproperlyConfigured(msg)
    return found


@cache
def declared() -> tuple[Declared, ...]:
    """Return all declarations. Raises ``ImproperlyConfigured`` where one does not fit."""
    return tuple(_one(label, said) for label, said in configured().models.items())


@cache
def declared_of(model: type[Model]) -> tuple[Declared, ...]:
    """Return what is declared of a model; of a proxy and a child also what its parents say."""
    return tuple(each for each in declared() if issubclass(model, each.model))


def _one(label: str, said: Mapping[str, Any]) -> Declared:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        msg = f"AMANA['MODELS'] names {label}, which no app has: app_label.ModelName."
        raise ImproperlyConfigured(msg) from None
    if unknown := sorted(said.keys() - _KNOWN):
        msg = f"AMANA['MODELS']['{label}'] has unknown items: {', '.join(unknown)}."
        raise ImproperlyConfigured(msg)
    if missing := [name for name in _NEEDED if not said.get(name)]:
        msg = f"AMANA['MODELS']['{label}'] lacks {', '.join(missing)}."
        raise ImproperlyConfigured(msg)
    fits = {"person": str, "at": str, "fields": dict, "for": list | tuple}
    if wrong := [name for name, form in fits.items() if not isinstance(said[name], form)]:
        msg = f"AMANA['MODELS']['{label}'] has {', '.join(wrong)} in another form: see the how-to."
        raise ImproperlyConfigured(msg)
    origin = said.get("origin", "person")
    if origin not in _ORIGINS:
        msg = f"AMANA['MODELS']['{label}']['origin'] is none of {', '.join(_ORIGINS)}."
        raise ImproperlyConfigured(msg)
    one = Declared(
        model=model,
        person=said["person"],
        fields=dict(said["fields"]),
        at=said["at"],
        purposes=tuple(said["for"]),
        origin=origin,
        source=said.get("source"),
    )
    one.columns()
    return one
