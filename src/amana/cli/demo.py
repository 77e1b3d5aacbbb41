"""``amana demo``: the whole thing at once, on this machine, with a service to look at."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.found_service import found_service
from amana.acts.probes.all_probes import PROBES, run_all
from amana.acts.records.apply_map import apply_map
from amana.acts.retention.bearing import bearing_of
from amana.acts.retention.start import start_keeping
from amana.acts.review_reading import keep_reading
from amana.acts.team.first_owner import first_owner_link
from amana.assembly import Running, probing, running
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.policy_file import PolicyFile
from amana.cli.printing import print_text
from amana.cli.probe import as_text
from amana.cli.showing.app import SERVICE, ShownApp, map_text, policy_file, shown_app
from amana.cli.showing.changing import is_published, publish_change
from amana.cli.showing.checks import checks
from amana.cli.showing.given import given_policy
from amana.cli.showing.guide import Guide, Places, guided
from amana.cli.showing.mailbox import Mailbox, mailbox
from amana.cli.showing.partners import give_courier_its_key
from amana.cli.showing.steps import Steps
from amana.cli.showing.working import at_work
from amana.cli.stopping import stop_when_asked
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.http.reports import report_text
from amana.http.serving import ZONE, listen, served, url_of
from amana.reading import read
from amana.settings import Secret, Settings, load
from amana.storage.database import Storage
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
    given = given_policy(policy or policy_file(), told=steps.contradiction)
    with ExitStack() as stack:
        folder = stack.enter_context(_folder(data, once=once))
        mail = stack.enter_context(mailbox())
        settings = load(data=folder / "amana", port=0 if once and port is None else port)
        listening = stack.enter_context(listen(settings.host, settings.port))
        settings = _mailing(settings, mail, url_of(listening))
        amana = stack.enter_context(running(settings, steps.database))
        service = _found(amana, given, steps)
        url = stack.enter_context(served(amana, listening))
        stack.enter_context(at_work(amana))
        steps.done("served", url=url)
        app = None
        if policy is None:
            app = stack.enter_context(_app(amana, url, folder, once=once))
            amana.public.addresses[service] = app.url
            amana.banner.addresses[service] = (app.url,)
            steps.done("app", url=app.url)
        if once:
            _look(amana, app, steps, service=service)
            shown = None if app is None else (app, mail)
            return _check(amana, url, shown, steps, service=service)
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


def _found(amana: Running, given: PolicyFile, steps: Steps) -> str:
    """Publish the policy where it is not yet, and read its texts for the console."""
    founded = found_service(amana.storage, given.policy, source=given.source, texts=given.texts)
    if founded.key is not None:
        write_secret(_key_file(amana.settings, founded.service), founded.key)
    for language, text in given.texts.items() if founded.key else ():
        name = f"privacy.{language}.md"
        found = read(text.encode("utf-8"), name=name)
        with amana.storage.work(founded.service) as work:
            keep_reading(Act(actor=OPERATOR, work=work), reading=found, name=name)
    _let_end(amana.storage, founded.service)
    steps.done("published", promises=len(given.policy.promises), number=founded.number)
    return founded.service


def _let_end(storage: Storage, service: str) -> None:
    """Let the promises about time end data, also where it lay there before they could."""
    with storage.work(service) as work:
        bearing = bearing_of(work)
        if any(term.said not in bearing.started for term in bearing.terms):
            start_keeping(Act(actor=OPERATOR, work=work))


def _key_file(settings: Settings, service: str) -> Path:
    return settings.data / "secrets" / f"{service}.key"


@contextmanager
def _app(amana: Running, url: str, folder: Path, *, once: bool) -> Iterator[ShownApp]:
    """Declare its records and run the services app; its people hurry where nobody is watching."""
    with amana.storage.work(SERVICE) as work:
        apply_map(Act(actor=OPERATOR, work=work), map_text())
    give_courier_its_key(amana.storage, SERVICE, folder / "app")
    with shown_app(
        amana_url=url,
        key_file=_key_file(amana.settings, SERVICE),
        data=folder / "app",
        rounds=ROUNDS_ONCE if once else None,
        rate=_QUICK if once else _CALM,
    ) as app:
        yield app


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
            tags=app.tags,
            officer=app.officer,
            file=str(app.password_file),
        ),
        mailbox=mail,
        language=language,
        is_changed=lambda: is_published(amana.storage),
        change=lambda: publish_change(amana.storage, who=_OWNER_NAME[language]),
    )
