"""A customer's own time for keeping: set, ended, and looked at with its history.

It lets data end earlier than a promise says and never later: the first end counts.
"""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force
from amana.acts.person_id import check_met
from amana.acts.retention.bearing import bearing_of
from amana.domain.ledger.entry import Entry
from amana.domain.retention.terms import Setting, check_setting
from amana.storage.errors import NotFound
from amana.storage.retention import SettingRow
from amana.storage.uuid7 import uuid7
from amana.storage.work import View

SET: Final = "set-own-time"
END: Final = "end-own-time"


def set_own_time(act: Act, setting: Setting, *, person: str) -> UUID:
    """Set a person's own time in place of the one before, and commit; return the entry.

    Raises ``KeepingUnfit`` where the promise does not let them set it, ``UnusablePerson`` and
    ``PersonErased``.
    """
    work = act.work
    check_met(work, person)
    check_setting(bearing_of(work).terms, setting, now=work.now)
    group = work.persons.group(person)
    work.people.meet(group[0], to_choose=True)
    entry = work.name_entry()
    work.retention.put_setting(setting, group, identity=uuid7(work.now), entry=entry)
    work.commit(
        Entry(
            act=SET,
            promises=(setting.promise,),
            policy_version=in_force(work).number,
            body={
                "actor": act.actor.identity,
                "person": person,
                "promise": setting.promise,
                "from": setting.moment.value,
                "period": str(setting.period),
            },
            person=person,
        ),
        ids=(entry,),
    )
    return entry


def end_own_time(act: Act, promise: str, *, person: str) -> UUID:
    """End a person's own time, so that the promise's counts again; commit and return the entry.

    Raises ``NotFound`` where there is none, ``UnusablePerson`` and ``PersonErased``.
    """
    work = act.work
    check_met(work, person)
    group = work.persons.group(person)
    if not work.retention.end_setting(promise, group):
        raise NotFound(what="own_time")
    entry = work.name_entry()
    work.commit(
        Entry(
            act=END,
            promises=(promise,),
            policy_version=in_force(work).number,
            body={"actor": act.actor.identity, "person": person, "promise": promise},
            person=person,
        ),
        ids=(entry,),
    )
    return entry


def own_times(view: View, *, person: str) -> tuple[SettingRow, ...]:
    """Return the times that a person set, the latest first, also those that are over.

    Raises ``UnusablePerson`` and ``PersonErased``.
    """
    check_met(view, person)
    return view.retention.settings_of(view.persons.group(person))
