"""What a person chose, over all of their ids, and what of it holds today."""

from dataclasses import dataclass
from datetime import datetime

from amana.acts.deciding.facts import chosen_by, holds
from amana.acts.in_force import in_force
from amana.acts.person_id import check_met
from amana.domain.choice.word import State
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOnce:
    """One word of the person, of whichever id."""

    purpose: str
    state: State
    policy_version: int
    promise: str | None
    holds: bool
    """Of a consent: whether what it binds to is still promised."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesShown:
    """What holds today, and every word that was said."""

    consented: tuple[str, ...]
    objected: tuple[str, ...]
    said: tuple[SaidOnce, ...]
    """The latest first."""


def show_choices(view: View, *, person: str) -> ChoicesShown:
    """Return what the person chose. Raises ``NoPolicyInForce``, ``PersonErased``."""
    check_met(view, person)
    version, group = in_force(view), view.persons.group(person)
    said = view.choices.said(group)
    today = chosen_by(view, group, frozenset(row.purpose for row in said), version=version)
    return ChoicesShown(
        consented=tuple(sorted(today.consented)),
        objected=tuple(sorted(today.objected)),
        said=tuple(
            SaidOnce(
                purpose=row.purpose,
                state=row.state,
                policy_version=row.version,
                promise=None if row.binding is None else row.binding.promise,
                holds=holds(view, row, version=version),
                at=row.at,
            )
            for row in said
        ),
    )
