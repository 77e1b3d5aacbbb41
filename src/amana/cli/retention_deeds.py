"""What ``amana retention`` changes: customers' own times, and what is kept longer."""

from dataclasses import dataclass
from typing import Final, TypeVar
from uuid import UUID

from amana.acts.act import OPERATOR, Act
from amana.acts.retention.longer import keep_longer, stop_keeping_longer
from amana.acts.retention.own_times import end_own_time, set_own_time
from amana.acts.retention.start import start_keeping
from amana.cli.errors import ValueMissing, WrongValue
from amana.domain.period import Period
from amana.domain.promises.retain import Longer, Moment
from amana.domain.retention.terms import Longest, Setting
from amana.storage.database import Storage

COMMAND: Final = "amana retention"
_MOMENTS: Final = {each.value: each for each in Moment}
_REASONS: Final = {each.value: each for each in Longer}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What stood on the command line; ``None`` where it did not."""

    person: str | None
    promise: str | None
    moment: str | None
    period: str | None
    category: str | None
    why: str | None
    basis: str | None
    longer: UUID | None

    def own_time(self) -> Setting:
        """Return a customer's own time. Raises ``ValueMissing`` and ``WrongValue``."""
        return Setting(
            promise=needed(self.promise, "--promise"),
            moment=_one_of(_MOMENTS, self.moment, "--from"),
            period=self._length(),
        )

    def longest(self) -> Longest:
        """Return what is kept longer. Raises ``ValueMissing`` and ``WrongValue``."""
        return Longest(
            promise=needed(self.promise, "--promise"),
            category=needed(self.category, "--category"),
            why=_one_of(_REASONS, self.why, "--why"),
            moment=_one_of(_MOMENTS, self.moment, "--from"),
            period=self._length(),
        )

    def _length(self) -> Period:
        try:
            return Period.parse(needed(self.period, "--period"))
        except ValueError:
            raise WrongValue(command=COMMAND, name="--period") from None


def start(storage: Storage, service: str, given: Given) -> None:
    """Let a promise end data, or all of them."""
    with storage.work(service) as work:
        start_keeping(Act(actor=OPERATOR, work=work), given.promise)


def set_time(storage: Storage, service: str, given: Given) -> None:
    """Set a person's own time."""
    setting, person = given.own_time(), needed(given.person, "--person-file")
    with storage.work(service) as work:
        set_own_time(Act(actor=OPERATOR, work=work), setting, person=person)


def end_time(storage: Storage, service: str, given: Given) -> None:
    """End a person's own time."""
    promise, person = needed(given.promise, "--promise"), needed(given.person, "--person-file")
    with storage.work(service) as work:
        end_own_time(Act(actor=OPERATOR, work=work), promise, person=person)


def keep(storage: Storage, service: str, given: Given) -> None:
    """Note what is kept longer."""
    longest, basis = given.longest(), needed(given.basis, "--basis")
    with storage.work(service) as work:
        keep_longer(Act(actor=OPERATOR, work=work), longest, basis=basis)


def lift(storage: Storage, service: str, given: Given) -> None:
    """Let the promise count again."""
    longer = needed(given.longer, "--id")
    with storage.work(service) as work:
        stop_keeping_longer(Act(actor=OPERATOR, work=work), longer)


def needed(value: _T | None, name: str) -> _T:
    """Return a value that has to be given. Raises ``ValueMissing``."""
    if value is None:
        raise ValueMissing(command=COMMAND, name=name)
    return value


def _one_of(known: dict[str, _T], text: str | None, name: str) -> _T:
    found = known.get(needed(text, name))
    if found is None:
        raise WrongValue(command=COMMAND, name=name)
    return found
