"""Ask before a row with personal data is saved; what is refused is not saved.

Rows that go past a model's ``save`` (``bulk_create``, ``QuerySet.update``, SQL) send no signal and
are not asked about: a probe of Amana or its map of the database sees those.
"""

from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import Field, Model
from django.db.models.fields.files import FieldFile

from amana.domain.words import Words
from amana.sdk.django.configured import client
from amana.sdk.django.declared import Declared, declared_of
from amana.sdk.errors import RefusedByPolicy

_WAITING: Final = "_amana_waiting"
_NOBODYS: Final = Words(
    ar="لا نعرف صاحب هذه البيانات، فلا تُحفظ.",
    en="Whose data this is, is not known: it is not kept.",
)


def before_saving(
    sender: type[Model],
    instance: Model,
    using: str,
    update_fields: frozenset[str] | None,
    **_: object,
) -> None:
    """Ask whether what is new in a row may be taken in.

    Raises ``RefusedByPolicy`` and what the client raises; the row is then not saved.
    """
    waiting: list[tuple[Declared, tuple[str, ...]]] = []
    for each in declared_of(sender):
        data = _new_in(instance, each, using, update_fields)
        if not data:
            continue
        if instance.pk is None and each.person == "self":
            waiting.append((each, data))
            continue
        _ask(each, instance, data)
    if waiting and not transaction.get_connection(using).in_atomic_block:
        msg = (
            "An account has no id before it is saved, and what is refused then must be taken back:"
            " save it in transaction.atomic(), or set ATOMIC_REQUESTS."
        )
        raise ImproperlyConfigured(msg)
    setattr(instance, _WAITING, waiting)


def after_saving(instance: Model, using: str, **_: object) -> None:
    """Ask about an account that has its id only now; a refusal takes its transaction back."""
    waiting = getattr(instance, _WAITING, [])
    setattr(instance, _WAITING, [])
    for each, data in waiting:
        try:
            _ask(each, instance, data)
        except BaseException:
            # Also where somebody catches what is raised: the row must not stay.
            transaction.set_rollback(True, using=using)
            raise


def _ask(each: Declared, row: Model, data: tuple[str, ...]) -> None:
    person = each.person_of(row)
    if person is None:
        raise RefusedByPolicy(promises=(), reasons=(_NOBODYS,))
    client().collect(
        person,
        data,
        at=each.at,
        purposes=each.purposes,
        origin=each.origin,
        source=each.source,
    ).require()


def _new_in(
    row: Model, each: Declared, using: str, update_fields: frozenset[str] | None
) -> tuple[str, ...]:
    """Return what the fields hold that are filled, and not as the database has them.

    A row that goes over to somebody else is new to them with all that it holds.
    """
    stored = _stored(row, using)
    columns = each.columns()
    if stored is None or each.person_of(stored) == each.person_of(row):
        columns = tuple(
            column
            for column in columns
            if update_fields is None or {column.name, column.attname} & set(update_fields)
            if stored is None or _held(column, stored) != _held(column, row)
        )
    filled = [column for column in columns if _held(column, row) not in (None, "")]
    return tuple(dict.fromkeys(each.fields[column.name] for column in filled))


def _stored(row: Model, using: str) -> Model | None:
    """Return a row as the database has it; ``None`` where it has none."""
    if row.pk is None:
        return None
    kept = type(row)._base_manager.using(using)  # noqa: SLF001 - Django's public way past a model's own filters
    return kept.filter(pk=row.pk).first()


def _held(column: "Field[Any, Any]", row: Model) -> object:
    """Return what a row holds, as it is compared; a file that is not kept yet is like no other."""
    value = column.value_from_object(row)
    if isinstance(value, FieldFile) and value and not getattr(value, "_committed", True):
        return object()
    held: object = column.get_prep_value(value)
    return held
