"""An import at the command line: its file, how far it is, and what ends it in order."""

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from threading import Event

from rich.console import Console
from rich.progress import Progress

from amana.cli.importing.errors import FileUnreadable
from amana.domain.words import Language
from amana.storage.records.intake import Place
from amana.wording.catalogue import say


@contextmanager
def opened_file(file: Path) -> Iterator[BufferedReader]:
    """Open the file, or raise ``FileUnreadable``."""
    try:
        found = file.open("rb")
    except OSError:
        raise FileUnreadable from None
    with found:
        yield found


@contextmanager
def stoppable() -> Iterator[Event]:
    """Let Ctrl-C and SIGTERM end the run behind the part that is at work; a second one, at once."""
    stopped = Event()

    def stop(_signal: int, _frame: object) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextmanager
def progress(language: Language, size: int, *, shown: bool) -> Iterator[Callable[[Place], None]]:
    """Show on a terminal how much of the file has come in."""
    console = Console(stderr=True, quiet=not shown)
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(say("import.progress", language), total=size)
        yield lambda came: bar.update(task, completed=came.place)


def why_left_out(
    codes: Mapping[str, int], count: int, language: Language, *, listed: Path
) -> list[str]:
    """Return lines that say why others were left out, and where each of them is listed."""
    lines = [
        say("import.code", language, code=code, count=number)
        for code, number in sorted(codes.items())
    ]
    return [*lines, say("import.listed", language, file=str(listed))] if count else lines
