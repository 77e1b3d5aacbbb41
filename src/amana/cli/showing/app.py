"""The services app of the examples, run beside Amana with people who come and go."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from amana.cli.errors import ExamplesMissing, ShowAppEnded
from amana.cli.policy_file import text_of
from amana.settings import environment_of_child

SERVICE: Final = "services-app"
_ROOT: Final = Path(__file__).parents[4]
EXAMPLE: Final = _ROOT / "examples" / "services_app"
_ENDS_WITHIN_S: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownApp:
    """The app as it runs."""

    url: str
    officer: str
    """The e-mail address of the officer's account; the password lies in ``password_file``."""
    password_file: Path
    tags: str
    """The second origin, from which its pages load what is of others."""
    lines: IO[str]

    def wait_for_traffic(self) -> int:
        """Wait until the rounds asked for are over; return how many went well."""
        return int(str(_line(self.lines)["well"]))


def policy_file() -> Path:
    """Return the app's policy; ``ExamplesMissing`` where Amana was installed without examples."""
    path = EXAMPLE / "policy.yaml"
    if not path.is_file():
        raise ExamplesMissing
    return path


def map_text() -> str:
    """Return the app's map: which records Amana keeps for it."""
    return text_of(EXAMPLE / "map.yaml")


@contextmanager
def shown_app(
    *, amana_url: str, key_file: Path, data: Path, rounds: int | None, rate: float
) -> Iterator[ShownApp]:
    """Run the app until the context ends. Its key comes in a file, never on a command line."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = [sys.executable, "-m", "services_app.demonstration", "--amana", amana_url]
    command += ["--data", str(data), "--rate", str(rate), "--with-parent"]
    command += [] if rounds is None else ["--rounds", str(rounds)]
    environment = environment_of_child(AMANA_KEY_FILE=str(key_file), PYTHONPATH=str(EXAMPLE))
    with subprocess.Popen(  # noqa: S603 - our own program
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            lines = process.stdout
            if lines is None:
                raise ShowAppEnded
            said = _line(lines)
            yield ShownApp(
                url=str(said["url"]),
                officer=str(said["officer"]),
                password_file=data / "officer.password",
                tags=str(said["tags"]),
                lines=lines,
            )
        finally:
            _end(process)


def _line(lines: IO[str]) -> dict[str, object]:
    """Return the next line that the app says, or raise ``ShowAppEnded``."""
    line = lines.readline()
    if not line:
        raise ShowAppEnded
    said = json.loads(line)
    if not isinstance(said, dict):
        raise ShowAppEnded
    return said


def _end(process: "subprocess.Popen[str]") -> None:
    """Stop the app: by asking, then by force."""
    process.terminate()
    try:
        process.wait(_ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
