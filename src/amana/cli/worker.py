"""``amana worker``: more processes that do jobs, beside those of ``amana serve``."""

import gc
import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from amana.acts.watch.log_lines import set_logging
from amana.assembly import joined
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, print_text
from amana.cli.stopping import stop_when_asked
from amana.cli.supervising.notify import notify
from amana.cli.supervising.parts import workers
from amana.cli.supervising.supervisor import Supervisor
from amana.domain.words import Language
from amana.settings import load, notify_socket
from amana.wording.catalogue import say


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="worker")(worker)


def worker(
    context: typer.Context,
    *,
    workers_wanted: Annotated[int | None, typer.Option("--workers")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> int:
    """Do jobs until stopped."""
    language = language_of(context)
    settings = load(data=data, workers=workers_wanted)
    stop_when_asked()
    set_logging(settings.log_format, settings.log_level, sys.stderr)
    with joined(settings) as amana:
        parts = workers(amana, settings.workers)
        amana.storage.close()
        gc.freeze()
        Supervisor([parts], on_ready=lambda: _say_ready(len(parts), language, form)).run()
    return Exit.OK


def _say_ready(count: int, language: Language, form: Format) -> None:
    notify(notify_socket(), "READY=1")
    if form is Format.JSON:
        print_text(json.dumps({"workers": count, "pid": os.getpid()}))
    else:
        print_text(say("worker.ready", language, count=count))
