"""The first page of the privacy centre: how things stand, in a few figures."""

from dataclasses import dataclass
from datetime import datetime

from amana.acts.in_force import in_force, published
from amana.acts.me.acceptance import Standing, show_acceptance
from amana.acts.me.choices import show_switches
from amana.acts.me.elsewhere import held_elsewhere
from amana.acts.me.messages import show_messages
from amana.acts.policy_page import VersionView
from amana.domain.decision.rule import Doing
from amana.domain.policy.model import Controller
from amana.domain.vocabulary.messages import Channel
from amana.domain.words import Words
from amana.storage.request_doors import RestrictionRow
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """What every page of the centre is given: whose it is, and how one writes to them."""

    title: Words
    controller: Controller
    elsewhere: bool
    """Whether other databases hold data about people too: then no page shows all that is held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How things stand for one person."""

    version: VersionView
    standing: Standing
    records: int
    on: tuple[Words, ...]
    """What they may switch off."""
    off: tuple[Words, ...]
    closed: tuple[Channel, ...]
    """Channels that they closed."""
    acts: int
    last: datetime | None
    """When something was last done with their data."""
    restricted: RestrictionRow | None
    """Since when the use of their data is restricted, and whether that is to be lifted."""
    looked: int
    looked_last: datetime | None


def show_centre(view: View) -> Centre:
    """Return whose centre it is. Raises ``NoPolicyInForce``."""
    policy = published(view, in_force(view)).policy
    return Centre(
        title=policy.title, controller=policy.controller, elsewhere=bool(held_elsewhere(view))
    )


def show_overview(view: View, *, person: str) -> Overview:
    """Return how things stand. Raises ``NoPolicyInForce`` and ``PersonErased``."""
    acceptance = show_acceptance(view, person=person)
    switches = show_switches(view, person=person).switches
    acts = view.people.counted(person, name=Doing.READ.value)
    channels = show_messages(view, person=person).channels
    restrictions = view.request_doors.restrictions_of(view.persons.group(person))
    return Overview(
        version=acceptance.version,
        standing=acceptance.standing,
        records=view.records.count(view.persons.group(person)),
        on=tuple(each.name for each in switches if each.on),
        off=tuple(each.name for each in switches if not each.on),
        closed=tuple(each.channel for each in channels if not each.open),
        acts=acts.count,
        last=acts.last,
        restricted=restrictions[0] if restrictions else None,
        looked=acts.named,
        looked_last=acts.named_last,
    )
