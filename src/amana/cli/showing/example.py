"""An example service by its name: published, its data known to Amana, and run beside it."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from amana.acts.act import OPERATOR, Act
from amana.acts.found_service import Founded, found_service
from amana.acts.records.apply_map import apply_map
from amana.acts.sources.registry import GivenSource, add_source, approve
from amana.assembly import Running
from amana.assembly.sources import open_source
from amana.cli.errors import ExamplesMissing, NoSuchExample, ShowAppEnded
from amana.cli.policy_file import PolicyFile, open_policy, text_of
from amana.cli.showing.environment import end
from amana.settings import environment_of_child
from amana.storage.secret_files import read_secret, write_secret

EXAMPLES: Final = Path(__file__).parents[4] / "examples"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A service of the examples, by its folder."""

    name: str
    folder: Path

    @property
    def policy_file(self) -> Path:
        """Where its policy lies."""
        return self.folder / "policy.yaml"

    @property
    def requirements(self) -> Path | None:
        """Its own packages; ``None`` where it runs in Amana's own Python."""
        return self._given("requirements.txt")

    @property
    def map_file(self) -> Path | None:
        """Which records Amana itself keeps for it, if any."""
        return self._given("map.yaml")

    @property
    def source_file(self) -> Path | None:
        """What its own database holds about people, if it has one."""
        return self._given("source.yaml")

    @property
    def rows_file(self) -> Path | None:
        """Where a newcomer sees each promise."""
        return self._given("rows.yaml")

    @property
    def python_path(self) -> str:
        """Where its modules are found, and those that it shares with others.

        All share ``playing``; what runs in Amana's own Python, some of the services app's, too.
        """
        shared = ("playing",) if self.requirements else ("playing", "services_app")
        folders = (self.folder, *(self.folder.parent / each for each in shared))
        return os.pathsep.join(map(str, dict.fromkeys(folders)))

    def policy(self) -> PolicyFile:
        """Read its policy. Raises what ``open_policy`` raises."""
        return open_policy(self.policy_file)

    def _given(self, name: str) -> Path | None:
        path = self.folder / name
        return path if path.is_file() else None


def examples(folder: Path = EXAMPLES) -> tuple[Example, ...]:
    """Return the examples that can be run, by name; none where Amana came without them."""
    return tuple(
        Example(name=path.parent.parent.name, folder=path.parent.parent)
        for path in sorted(folder.glob("*/*/demonstration.py"))
        if path.parent.name == path.parent.parent.name
    )


def example(name: str, folder: Path = EXAMPLES) -> Example:
    """Return one. Raises ``NoSuchExample``, and ``ExamplesMissing`` where there are none at all."""
    known = {each.name: each for each in examples(folder)}
    if not known:
        raise ExamplesMissing
    if name not in known:
        raise NoSuchExample(example=name, known=" ".join(known))
    return known[name]


def found_example(amana: Running, shown: Example, given: PolicyFile, key_file: Path) -> Founded:
    """Publish its policy where it is not yet, keep its key, and put its map of records in force.

    Raises what founding and applying raise.
    """
    founded = found_service(
        amana.storage,
        given.policy,
        source=given.source,
        texts=given.texts,
        keep=lambda key: write_secret(key_file, key),
    )
    if shown.map_file is not None:
        with amana.storage.work(founded.service) as work:
            apply_map(Act(actor=OPERATOR, work=work), text_of(shown.map_file))
    return founded


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownApp:
    """An application as it runs."""

    example: Example
    url: str
    officer: str
    """The e-mail address of its staff's account; the password lies in ``password_file``."""
    password_file: Path
    tags: str | None
    """The second origin, from which its pages load what is of others."""
    source: tuple[str, Path] | None
    """What Amana calls its own database, and the file that says where that lies."""
    lines: IO[str]
    has_ended: Callable[[], bool]
    """Tells whether it runs no more."""

    def wait_for_traffic(self) -> int:
        """Wait until the rounds asked for are over; return how many went well."""
        return int(str(_line(self.lines, self.example.name)["well"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """How an application is run."""

    amana_url: str
    key_file: Path
    """Its key comes in a file, never on a command line."""
    data: Path
    mail_server: str | None = None
    rate: float
    """Stories a second."""
    rounds: int | None
    """Stories after which its people come no more; ``None``: they go on."""


@contextmanager
def shown_app(shown: Example, python: Path, play: Play) -> Iterator[ShownApp]:
    """Run the application until the context ends. Raises ``ShowAppEnded`` where it ends before."""
    play.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = [str(python), "-m", f"{shown.name}.demonstration", "--amana", play.amana_url]
    command += ["--data", str(play.data), "--rate", str(play.rate), "--with-parent"]
    command += [] if play.rounds is None else ["--rounds", str(play.rounds)]
    mail = {} if play.mail_server is None else {"AMANA_APP_MAIL_SERVER": play.mail_server}
    environment = environment_of_child(
        AMANA_KEY_FILE=str(play.key_file), PYTHONPATH=shown.python_path, **mail
    )
    process = subprocess.Popen(  # noqa: S603 - our own program
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        yield _as_said(shown, play.data, process)
    finally:
        end(process)


def connect_source(amana: Running, app: ShownApp, service: str) -> bool:
    """Make the application's own database a source of Amana's, by its reviewed map.

    Tells whether there is one. Where it is a source by this map already, nothing changes. Raises
    what adding and approving a source raise.
    """
    shown = app.example
    if app.source is None or shown.source_file is None:
        return False
    name, address_file = app.source
    text, way = text_of(shown.source_file), read_secret(address_file)
    opens = open_source(amana.settings)
    with amana.storage.work(service) as work:
        known = {each.name: each for each in work.sources.listed()}.get(name)
        if (
            known is not None
            and known.approved is not None
            and work.sources.map(name, known.approved).text == text
            and work.sources.way_in(name).way == way
        ):
            return True
        added = add_source(Act(actor=OPERATOR, work=work), opens, GivenSource(text=text, way=way))
    approve(amana.storage, service, opens, added.name, added.version, actor=OPERATOR)
    return True


def _as_said(shown: Example, data: Path, process: "subprocess.Popen[str]") -> ShownApp:
    """Return the application by its first line."""
    lines = process.stdout
    if lines is None:
        raise ShowAppEnded(example=shown.name)
    said = _line(lines, shown.name)
    tags, source = said.get("tags"), said.get("source")
    return ShownApp(
        example=shown,
        url=str(said["url"]),
        officer=str(said["officer"]),
        password_file=data / "officer.password",
        tags=None if tags is None else str(tags),
        source=(
            (str(source["name"]), Path(str(source["address_file"])))
            if isinstance(source, dict)
            else None
        ),
        lines=lines,
        has_ended=lambda: process.poll() is not None,
    )


def _line(lines: IO[str], name: str) -> dict[str, object]:
    """Return the next line that the application says, or raise ``ShowAppEnded``."""
    try:
        said = json.loads(lines.readline())
    except ValueError:
        # It said nothing, nothing that can be read, or was ended meanwhile.
        said = None
    if not isinstance(said, dict):
        raise ShowAppEnded(example=name)
    return said
