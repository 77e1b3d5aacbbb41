"""Ask before a row with personal data is saved; what is refused is not saved.

Rows that go past a model's ``save`` (``bulk_create``, ``QuerySet.update``, SQL) send no signal and
are not asked about: a probe of Amana or its map of the database sees those.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import Field, Model

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
    """Return what the fields hold that are filled, and not as the database has them."""
    columns = [
        column
        for column in each.columns()
        if update_fields is None or {column.name, column.attname} & set(update_fields)
    ]
    now = {column.attname: _plain(column, column.value_from_object(row)) for column in columns}
    filled = [column for column in columns if now[column.attname] not in (None, "")]
    if not filled:
        return ()
    stored = _stored(row, filled, using)
    return tuple(
        dict.fromkeys(
            each.fields[column.name]
            for column in filled
            if stored is None or stored[column.attname] != now[column.attname]
        )
    )


def _stored(row: Model, columns: "list[Field[Any, Any]]", using: str) -> Mapping[str, Any] | None:
    """Return what the database has of a row; ``None`` where it has none."""
    if row.pk is None:
        return None
    names = [column.attname for column in columns]
    rows = type(row)._base_manager.using(using).filter(pk=row.pk).values(*names)  # noqa: SLF001 - Django's public way past a model's own filters
    stored = rows.first()
    if stored is None:
        return None
    return {column.attname: _plain(column, stored[column.attname]) for column in columns}


def _plain(column: "Field[Any, Any]", value: object) -> object:
    """Return a value as it is compared: as the database would be given it."""
    return column.get_prep_value(value)
