"""``amana serve``: the database, the pages, the API and the ledger, in one program."""

import gc
import json
import os
import resource
import socket
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from amana.acts.found_service import Founded, found_service, open_service
from amana.acts.team.first_owner import operator_link
from amana.acts.watch.log_lines import set_logging
from amana.assembly import Running, prepared
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.key_files import keep_key, key_file_of
from amana.cli.policy_file import open_policy
from amana.cli.printing import Format, FormatOption, print_notice, print_text
from amana.cli.stopping import stop_when_asked
from amana.cli.supervising import parts
from amana.cli.supervising.notify import notify
from amana.cli.supervising.parts import sequencer, web
from amana.cli.supervising.supervisor import Supervisor
from amana.domain.words import Language
from amana.http.exposure import check_exposure
from amana.http.serving import app_of, check_tls, listen, url_of
from amana.settings import load, notify_socket
from amana.wording.catalogue import say


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="serve")(serve)


def serve(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    *,
    policy: Annotated[list[Path] | None, typer.Option("--policy", metavar="FILE")] = None,
    service: Annotated[list[str] | None, typer.Option("--service", metavar="NAME")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    host: Annotated[str | None, typer.Option("--host")] = None,
    port: Annotated[int | None, typer.Option("--port")] = None,
    workers: Annotated[int | None, typer.Option("--workers")] = None,
    tls_cert: Annotated[Path | None, typer.Option("--tls-cert", metavar="FILE")] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", metavar="FILE")] = None,
    form: FormatOption = Format.TEXT,
) -> int:
    """Serve until stopped."""
    language = language_of(context)
    opened = [open_policy(path) for path in policy or ()]
    settings = load(
        data=data, host=host, port=port, workers=workers, tls_cert=tls_cert, tls_key=tls_key
    )
    check_tls(settings)
    check_exposure(settings)
    stop_when_asked()
    set_logging(settings.log_format, settings.log_level, sys.stderr)
    listening = listen(settings.host, settings.port)
    with listening, prepared(settings, lambda step: _say_step(step, language, form)) as amana:
        for each in opened:
            file = key_file_of(settings, each.policy.service)
            founded = found_service(
                amana.storage,
                each.policy,
                source=each.source,
                texts=each.texts,
                keep=partial(keep_key, file),
            )
            _say_founded(founded, file if founded.key else None, language)
        for name in service or ():
            file = key_file_of(settings, name)
            made = open_service(amana.storage, name, keep=partial(keep_key, file))
            _say_founded(made, file if made.key else None, language)
        _tend(amana, listening, language, form)
    return Exit.OK


def _tend(amana: Running, listening: socket.socket, language: Language, form: Format) -> None:
    """Run the processes until asked to stop: web first ends, then workers, then the sequencer."""
    url = url_of(listening, tls=amana.settings.tls_cert is not None)
    ready = _ready_lines(amana, url, language, form)
    app = app_of(amana)
    webs = [
        web(amana, app, listening, number=number)
        for number in range(1, amana.settings.web_processes + 1)
    ]

    def on_ready() -> None:
        print_text(ready)
        notify(notify_socket(), "READY=1")

    supervisor = Supervisor(
        [webs, parts.workers(amana, amana.settings.workers), [sequencer(amana)]],
        database=amana.database,
        on_ready=on_ready,
    )
    _allow_files()
    # What is forked holds no thread and no connection, and shares what is loaded by now.
    amana.storage.close()
    gc.collect()
    gc.freeze()
    supervisor.run()
    notify(notify_socket(), "STOPPING=1")


def _allow_files() -> None:
    """Allow as many open files as may be: each connection is one, also before its handshake."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _say_step(step: str, language: Language, form: Format) -> None:
    if form is Format.TEXT and step != "ready":
        print_notice(say(f"serve.step.{step}", language))


def _say_founded(founded: Founded, key_file: Path | None, language: Language) -> None:
    """Say what became of a policy that was given."""
    if key_file is not None:
        key = "serve.founded" if founded.number else "serve.opened"
        print_notice(say(key, language, service=founded.service, file=str(key_file)))
    if founded.differs:
        print_notice(say("serve.differs", language, service=founded.service, number=founded.number))


def _ready_lines(amana: Running, url: str, language: Language, form: Format) -> str:
    """Return what is said when it answers: where, and one way into the console."""
    if form is Format.JSON:
        return json.dumps({"url": url, "pid": os.getpid()})
    services = amana.storage.services()
    lines = [say("serve.ready", language, url=url)]
    lines += [say("serve.page", language, url=f"{url}/{each}/privacy") for each in services]
    token = operator_link(amana.storage, services)
    if token is not None:
        lines.append(say("serve.console", language, url=f"{url}/console/sign-in?token={token}"))
    lines.append(say("serve.stop", language))
    return "\n".join(lines)
