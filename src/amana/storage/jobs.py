"""Jobs of a service: work to be done later, put in the queue in the act's own transaction."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from psycopg.types.json import Jsonb

from amana.domain.errors import Broken, Malformed
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7

Argument: TypeAlias = str | int | bool | UUID | Sequence["Argument"] | None
"""What a job may carry: ids and short names of ours. Whoever does the job looks the rest up."""
Stored: TypeAlias = str | int | bool | list["Stored"] | None
"""The same as it comes back: an id is its text."""

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)
_SAFE_TEXT: Final = re.compile(
    r"[a-z][a-z0-9_.-]{0,62}"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}",
    re.ASCII,
)
"""A name of ours, a UUID or a SHA-256: nothing in which a person's value would fit unseen."""
_GREATEST: Final = 2**31
"""Counts and versions lie below; numbers of telephones and identity cards do not."""


class BadArgument(Malformed):
    """A job was to carry something else than ids, names of ours and counts."""

    code = "jobs.bad_argument"


class JobTaken(Broken):
    """A worker that was taken for dead ended a job that is another's by now."""

    code = "jobs.taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job that a worker has taken."""

    service: str
    id: UUID
    name: str
    arguments: Mapping[str, Stored]
    attempts: int
    """How often it was begun, this time included."""
    worker: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """The queue as one service sees it, in one transaction."""

    transaction: Transaction
    service: str
    now: datetime

    def defer(
        self,
        name: str,
        /,
        *,
        at: datetime | None = None,
        key: UUID | str | None = None,
        **of: Argument,
    ) -> UUID:
        """Put a job in the queue, with these arguments, and return its id.

        It exists from this transaction's commit on, and is begun neither before nor before
        ``at``. Of jobs with the same name and key one waits: a second takes its place, date and
        arguments. Raises :class:`BadArgument`.
        """
        if _NAME.fullmatch(name) is None:
            raise BadArgument(job="?", argument="name")
        arguments = {word: _checked(value, job=name, argument=word) for word, value in of.items()}
        row = self.transaction.rows(
            "jobs",
            "defer",
            service=self.service,
            id=uuid7(self.now, order=0),
            name=name,
            key=_checked(key, job=name, argument="key"),
            arguments=Jsonb(arguments),
            due_at=at,
        )[0]
        return UUID(str(row["id"]))

    def withdraw(self, name: str, key: UUID | str) -> bool:
        """Take a waiting job out of the queue; false where none waits under the key."""
        return bool(
            self.transaction.change(
                "jobs", "withdraw", service=self.service, name=name, key=str(key)
            )
        )

    def discard(self, name: str, key: UUID | str) -> bool:
        """Take what was set aside under the key out of the queue; false where nothing was."""
        return bool(
            self.transaction.change(
                "jobs", "discard_aside", service=self.service, name=name, key=str(key)
            )
        )

    def end(self, job: Job) -> None:
        """Take a job off the queue in the very transaction of its work: it is done once.

        Raises :class:`JobTaken` where the worker was taken for dead meanwhile and the job is
        another's: nothing of this transaction must then be committed.
        """
        ended = self.transaction.change(
            "jobs", "end", service=self.service, id=job.id, worker=job.worker
        )
        if not ended:
            raise JobTaken(job=job.name)


def _checked(value: Argument, *, job: str, argument: str) -> Stored:
    """Return the value as it is stored; refuse what could be a person's."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, int) and abs(value) < _GREATEST:
        return value
    if isinstance(value, str) and _SAFE_TEXT.fullmatch(value) is not None:
        return value
    if isinstance(value, (list, tuple)):
        return [_checked(each, job=job, argument=argument) for each in value]
    raise BadArgument(job=job, argument=argument)
