"""A look at how old a service's last backup is, by the entry that it left."""

from collections.abc import Iterator
from typing import Final

from amana.acts.note_backup import BACKUP
from amana.acts.watch.finding import Finding, State
from amana.acts.watch.looks import judge
from amana.acts.watch.surroundings import Surroundings
from amana.storage.last_entries import last_entries

_WHYS: Final = {True: "old", False: "none"}


def look_at_backup(here: Surroundings, service: str) -> Iterator[Finding]:
    """Say how many days ago everything was backed up; a service without one counts from its birth.

    Only a backup with all its parts counts: without one of them nothing can be read again.
    """
    with here.storage.reading(service) as view:
        if view.condition.state.over:
            return
        last = last_entries(view, (BACKUP,)).get(BACKUP)
        age = view.now - (view.life.made_at() if last is None else last.at)
    state = judge(age, here.bounds.backup)
    if state is State.OK and last is None:
        state = State.UNSEEN
    why = "well" if state is State.OK else _WHYS[last is not None]
    yield Finding(check="backup", state=state, why=why, subject=service, fields={"days": age.days})
