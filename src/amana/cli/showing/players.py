"""The applications of a demonstration: each runs in its turn, when somebody opens it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from threading import Condition, Event, Thread
from typing import Final

from amana.cli.errors import ShowAppEnded
from amana.cli.showing.environment import Installer
from amana.cli.showing.example import Example, ShownApp
from amana.cli.showing.playing import Stage, played, publish
from amana.cli.source_words import misfit_lines
from amana.domain.errors import AmanaError
from amana.domain.policy.model import Policy
from amana.domain.words import Language
from amana.sources.errors import MapUnfit
from amana.wording.catalogue import explain

_LOOK_EVERY_S: Final = 1.0
_SETTLES_S: Final = 10.0
"""Until the first made-up people came by."""


class Phase(StrEnum):
    """How far an application is."""

    RESTING = "resting"
    INSTALLING = "installing"
    STARTING = "starting"
    RUNNING = "running"
    FAILED = "failed"


@dataclass(slots=True, kw_only=True)
class Player:
    """One application, and how far it is."""

    example: Example
    policy: Policy
    phase: Phase = Phase.RESTING
    app: ShownApp | None = None
    heard: int = 0
    """Lines that the installer said."""
    latest: str = ""
    """The last of them."""
    fault: AmanaError | None = None
    """Why it is not running, where that is known."""
    installer: Installer = field(default_factory=Installer)

    @property
    def name(self) -> str:
        """Its folder's name."""
        return self.example.name

    @property
    def service(self) -> str:
        """What Amana calls it."""
        return self.policy.service


@dataclass(slots=True, kw_only=True)
class Players:
    """All of them. What asks and what plays are different threads."""

    stage: Stage
    rate: float
    rounds: int | None
    players: dict[str, Player] = field(default_factory=dict)
    seen: Callable[[Player, ShownApp], object] = lambda _player, _app: None
    """Looks at an application once it runs and people came to it."""
    _over: Event = field(default_factory=Event)
    _changed: Condition = field(default_factory=Condition)
    _threads: list[Thread] = field(default_factory=list)

    def open(self, name: str) -> None:
        """Let it be installed and started, unless it is running or on its way."""
        player = self.players[name]
        with self._changed:
            if self._over.is_set() or player.phase not in {Phase.RESTING, Phase.FAILED}:
                return
            ready = player.installer.is_ready(name, player.example.requirements)
            player.phase = Phase.STARTING if ready else Phase.INSTALLING
            player.fault, player.heard, player.latest = None, 0, ""
            thread = Thread(target=self._play, args=(player,), name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def wait(self, name: str) -> ShownApp:
        """Wait until it runs, and return it; raise why where it does not."""
        player = self.players[name]
        with self._changed:
            self._changed.wait_for(lambda: player.phase in {Phase.RUNNING, Phase.FAILED})
        if player.app is None:
            raise player.fault or ShowAppEnded(example=name)
        return player.app

    def close(self) -> None:
        """End all of them; what is being installed is left, and made again another time."""
        self._over.set()
        for player in self.players.values():
            player.installer.stop()
        for thread in self._threads:
            thread.join()

    def _play(self, player: Player) -> None:
        """Run it until the demonstration is over, or until it ends by itself."""
        fault: AmanaError | None = None
        try:
            stage = replace(self.stage, installer=player.installer)
            with played(
                stage,
                player.example,
                player.service,
                rate=self.rate,
                rounds=self.rounds,
                told=lambda line: self._hear(player, line),
            ) as app:
                self._now(player, Phase.RUNNING, app=app)
                if not self._over.wait(_SETTLES_S):
                    self.seen(player, app)
                while not app.has_ended() and not self._over.wait(_LOOK_EVERY_S):
                    pass
        except AmanaError as error:
            fault = error
        finally:
            self._now(player, Phase.FAILED, fault=fault or ShowAppEnded(example=player.name))

    def _hear(self, player: Player, line: str) -> None:
        """Note how far the installer is."""
        player.heard += 1
        player.latest = line

    def _now(
        self,
        player: Player,
        phase: Phase,
        *,
        app: ShownApp | None = None,
        fault: AmanaError | None = None,
    ) -> None:
        with self._changed:
            player.phase, player.app, player.fault = phase, app, fault
            self._changed.notify_all()


def explained(fault: AmanaError, language: Language) -> str:
    """Say why an application does not run; where its map does not fit, in what, a line for each."""
    lines = misfit_lines(fault.misfits, language) if isinstance(fault, MapUnfit) else ()
    return "\n".join([explain(fault, language, isolated=True), *lines])


@contextmanager
def on_stage(players: Players, chosen: Sequence[Example]) -> Iterator[None]:
    """Publish the policies of these examples and let them be opened; end them with the context.

    Raises what publishing raises.
    """
    for each in chosen:
        policy = publish(players.stage, each)
        players.players[each.name] = Player(example=each, policy=policy)
    try:
        yield
    finally:
        players.close()
