"""``amana demo``: the whole thing at once, on this machine, with a service to look at."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.acts.found_service import found_service
from amana.acts.probes.all_probes import PROBES, run_all
from amana.acts.team.first_owner import first_owner_link
from amana.assembly import Running, probing, running
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.policy_file import PolicyFile
from amana.cli.printing import print_text
from amana.cli.probe import as_text
from amana.cli.showing.changing import SERVICE, is_published, publish_change
from amana.cli.showing.checks import checks
from amana.cli.showing.example import (
    ShownApp,
    example,
)
from amana.cli.showing.given import given_policy
from amana.cli.showing.guide import Guide, Places, guided
from amana.cli.showing.mailbox import Mailbox, mailbox
from amana.cli.showing.playing import Stage, keep_readings, let_end, played
from amana.cli.showing.steps import Steps
from amana.cli.showing.working import at_work
from amana.cli.stopping import stop_when_asked
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.http.reports import report_text
from amana.http.serving import ZONE, listen, served, url_of
from amana.settings import Secret, Settings, load
from amana.storage.secret_files import write_secret
from amana.wording.catalogue import say

ROUNDS_ONCE: Final = 24
"""Stories played before the checks: enough for each kind of person to come once."""
_QUICK: Final = 200.0
_CALM: Final = 1.0
_FOLDER: Final = Path(".amana") / "demo"
_OWNER_NAME: Final = {ARABIC: "ليلى الأنصاري", ENGLISH: "Layla Al-Ansari"}
_OWNER_EMAIL: Final = "layla@dar.example"
"""Who owns the service that is shown: nobody real."""
_SENDER: Final = "privacy@maeen.example"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="demo")(demo)


def demo(
    context: typer.Context,
    *,
    policy: Annotated[Path | None, typer.Option("--policy", metavar="FILE")] = None,
    once: Annotated[bool, typer.Option("--once")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    port: Annotated[int | None, typer.Option("--port")] = None,
) -> int:
    """Show Amana at work."""
    language = language_of(context)
    stop_when_asked()
    steps = Steps(language)
    given = None if policy is None else given_policy(policy, told=steps.contradiction)
    shown = example("services_app") if policy is None else None
    with ExitStack() as stack:
        folder = stack.enter_context(_folder(data, once=once))
        mail = stack.enter_context(mailbox())
        settings = load(data=folder / "amana", port=0 if once and port is None else port)
        listening = stack.enter_context(listen(settings.host, settings.port))
        settings = _mailing(settings, mail, url_of(listening))
        amana = stack.enter_context(running(settings, steps.database))
        stage = Stage(amana=amana, url=url_of(listening), folder=folder, mail_server=mail.address)
        service = SERVICE if given is None else _found(stage, given, steps)
        url = stack.enter_context(served(amana, listening))
        stack.enter_context(at_work(amana))
        steps.done("served", url=url)
        app = None
        if shown is not None:
            rate, rounds = (_QUICK, ROUNDS_ONCE) if once else (_CALM, None)
            app = stack.enter_context(played(stage, shown, rate=rate, rounds=rounds))
            steps.done("app", url=app.url)
        if once:
            _look(amana, app, steps, service=service)
            seen = None if app is None else (app, mail)
            return _check(amana, url, seen, steps, service=service)
        _say_where(amana, url, app, language, service=service)
        if app is not None:
            guide = _guide(amana, app, mail, url, language)
            print_text(say("demo.guide", language, url=stack.enter_context(guided(guide))))
        _look(amana, app, steps, service=service)
        print_text("")
        print_text(say("demo.stop", language))
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
        steps.done("stopped", folder=str(folder))
    return Exit.OK


@contextmanager
def _folder(data: Path | None, *, once: bool) -> Iterator[Path]:
    """Give a folder that stays, or for ``--once`` a fresh one that goes."""
    if data is not None or not once:
        yield (data or _FOLDER).absolute()
        return
    with tempfile.TemporaryDirectory(prefix="amana-demo-") as folder:
        # As root the database runs under another account, which has to pass through.
        Path(folder).chmod(0o711)
        yield Path(folder)


def _mailing(settings: Settings, mail: Mailbox, url: str) -> Settings:
    """Let all mail end in the mailbox, with links that lead here."""
    return replace(settings, mail_server=Secret(mail.address), mail_from=_SENDER, public_url=url)


def _found(stage: Stage, given: PolicyFile, steps: Steps) -> str:
    """Publish a policy that no example brought, where it is not yet."""
    storage = stage.amana.storage
    founded = found_service(storage, given.policy, source=given.source, texts=given.texts)
    if founded.key is not None:
        write_secret(stage.key_file(founded.service), founded.key)
        keep_readings(storage, founded.service, given)
    let_end(storage, founded.service)
    steps.done("published", promises=len(given.policy.promises), number=founded.number)
    return founded.service


def _look(amana: Running, app: ShownApp | None, steps: Steps, *, service: str) -> None:
    """Let every probe look once, as it would every night; say what each saw, or why it could not.

    The app speaks plain HTTP on this machine, which says nothing of TLS: that look stays undone.
    """
    addresses = {} if app is None else {service: (app.url,)}
    given = probing(replace(amana.settings, addresses=addresses))
    probes = tuple(PROBES.values())
    runs = list(run_all(amana.storage, given, services=(service,), probes=probes))
    for run in runs:
        for line in as_text(run, steps.language):
            steps.noted(line)
    steps.done("probes", looked=sum(run.looked is not None for run in runs), probes=len(runs))


def _check(
    amana: Running, url: str, shown: tuple[ShownApp, Mailbox] | None, steps: Steps, *, service: str
) -> Exit:
    """Let the traffic end, change the policy, check what can be seen from outside, and report."""
    if shown is not None:
        steps.done("traffic", rounds=shown[0].wait_for_traffic())
        if not is_published(amana.storage):
            publish_change(amana.storage, who=_OWNER_NAME[steps.language])
    looked = checks(amana, url, service, mail=None if shown is None else shown[1])
    held = [steps.check(check) for check in looked]
    page = amana.public.policy_page(service, language=steps.language, version=None)
    print_text(report_text(page, steps.language, ZONE))
    return Exit.OK if all(held) else Exit.FAILED


def _say_where(
    amana: Running, url: str, app: ShownApp | None, language: Language, *, service: str
) -> None:
    """Say what to open and what to look at."""
    token = first_owner_link(
        amana.storage, service=service, name=_OWNER_NAME[language], email=_OWNER_EMAIL
    )
    print_text("")
    print_text(say("demo.front", language, url=f"{url}/"))
    print_text(say("demo.page", language, url=f"{url}/{service}/privacy"))
    if app is not None:
        print_text(say("demo.app", language, url=app.url))
        print_text(say("demo.officer", language, email=app.officer, file=str(app.password_file)))
    print_text(say("demo.console", language, url=f"{url}/console/sign-in?token={token}"))
    print_text(say("demo.verify", language, url=f"{url}/{service}/ledger"))


def _guide(amana: Running, app: ShownApp, mail: Mailbox, url: str, language: Language) -> Guide:
    """Return the page that leads through all of it."""
    return Guide(
        places=Places(
            amana=url,
            service=SERVICE,
            app=app.url,
            tags=app.tags or "",
            officer=app.officer,
            file=str(app.password_file),
        ),
        mailbox=mail,
        language=language,
        is_changed=lambda: is_published(amana.storage),
        change=lambda: publish_change(amana.storage, who=_OWNER_NAME[language]),
    )
