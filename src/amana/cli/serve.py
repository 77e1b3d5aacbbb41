"""``amana serve``: the database, the pages, the API and the ledger, in one program."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from amana.acts.found_service import Founded, found_service, open_service
from amana.assembly import Running, running
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.policy_file import open_policy
from amana.cli.printing import Format, FormatOption, print_notice, print_text
from amana.cli.stopping import stop_when_asked
from amana.domain.words import Language
from amana.http.exposure import check_exposure
from amana.http.serving import listen, server_of, url_of
from amana.settings import load
from amana.storage.secret_files import write_secret
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
    form: FormatOption = Format.TEXT,
) -> int:
    """Serve until stopped."""
    language = language_of(context)
    opened = [open_policy(path) for path in policy or ()]
    settings = load(data=data, host=host, port=port)
    check_exposure(settings, own_tls=False)
    stop_when_asked()
    listening = listen(settings.host, settings.port)
    with listening, running(settings, lambda step: _say_step(step, language, form)) as amana:
        for each in opened:
            founded = found_service(
                amana.storage, each.policy, source=each.source, texts=each.texts
            )
            _say_founded(founded, _keep_key(amana, founded), language)
        for name in service or ():
            made = open_service(amana.storage, name)
            _say_founded(made, _keep_key(amana, made), language)
        server = server_of(amana, lambda: _say_ready(amana, url_of(listening), language, form))
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    return Exit.OK


def _say_step(step: str, language: Language, form: Format) -> None:
    if form is Format.TEXT and step != "ready":
        print_notice(say(f"serve.step.{step}", language))


def _keep_key(amana: Running, founded: Founded) -> Path | None:
    """Write a new service's API key into a file that only its owner reads."""
    if founded.key is None:
        return None
    path = amana.settings.data / "secrets" / f"{founded.service}.key"
    write_secret(path, founded.key + "\n")
    return path


def _say_founded(founded: Founded, key_file: Path | None, language: Language) -> None:
    """Say what became of a policy that was given."""
    if key_file is not None:
        key = "serve.founded" if founded.number else "serve.opened"
        print_notice(say(key, language, service=founded.service, file=str(key_file)))
    if founded.differs:
        print_notice(say("serve.differs", language, service=founded.service, number=founded.number))


def _say_ready(amana: Running, url: str, language: Language, form: Format) -> None:
    """Say where it answers, and give the operator one way into the console."""
    if form is Format.JSON:
        print_text(json.dumps({"url": url, "pid": os.getpid()}))
        return
    services = amana.storage.services()
    print_text(say("serve.ready", language, url=url))
    for service in services:
        print_text(say("serve.page", language, url=f"{url}/{service}/privacy"))
    if services:
        with amana.storage.platform() as platform:
            token = platform.add_sign_in_link("operator", services=services)
        print_text(say("serve.console", language, url=f"{url}/console/sign-in?token={token}"))
    print_text(say("serve.stop", language))
