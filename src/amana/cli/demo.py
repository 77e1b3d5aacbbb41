"""``amana demo``: the whole thing at once, on this machine, with services to look at."""

import logging
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.acts.found_service import found_service
from amana.acts.probes.all_probes import PROBES, run_all
from amana.acts.probes.probe import ProbeRun
from amana.acts.team.first_owner import first_owner_link
from amana.assembly import Running, probing, running
from amana.cli.errors import ExamplesMissing, NotTogether
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.policy_file import PolicyFile
from amana.cli.printing import print_text
from amana.cli.probe import as_text
from amana.cli.showing.changing import SERVICE, is_published, publish_change
from amana.cli.showing.checks import checks
from amana.cli.showing.example import Example, ShownApp, example, examples
from amana.cli.showing.given import given_policy
from amana.cli.showing.guide import Acts, Guide
from amana.cli.showing.guiding import guided
from amana.cli.showing.mailbox import Mailbox, mailbox
from amana.cli.showing.players import Phase, Players, explained, on_stage
from amana.cli.showing.playing import Stage, keep_readings, let_end
from amana.cli.showing.steps import Steps
from amana.cli.showing.working import at_work
from amana.cli.stopping import stop_when_asked
from amana.domain.errors import AmanaError
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.http.reports import report_text
from amana.http.serving import ZONE, listen, served, url_of
from amana.settings import HIGHEST_PORT, Secret, Settings, load
from amana.storage.secret_files import write_secret
from amana.wording.catalogue import say

ROUNDS_ONCE: Final = 24
"""Stories played before the checks: enough for each kind of person to come once."""
_QUICK: Final = 200.0
_CALM: Final = 1.0
_FIRST: Final = "services_app"
"""What is shown where everything is to be shown once and no name is given."""
_FOLDER: Final = Path(".amana") / "demo"
_OWNER_NAME: Final = {ARABIC: "ليلى الأنصاري", ENGLISH: "Layla Al-Ansari"}
_OWNER_EMAIL: Final = "layla@dar.example"
"""Who owns the services that are shown: nobody real."""
_SENDER: Final = "privacy@maeen.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Show:
    """A demonstration as it runs."""

    stage: Stage
    players: Players
    mail: Mailbox
    steps: Steps

    @property
    def amana(self) -> Running:
        return self.stage.amana

    @property
    def language(self) -> Language:
        return self.steps.language

    @property
    def services(self) -> tuple[str, ...]:
        return tuple(each.service for each in self.players.players.values())


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="demo")(demo)


def demo(  # noqa: PLR0913 - what stands on the line
    context: typer.Context,
    services: Annotated[list[str] | None, typer.Argument(metavar="[SERVICE]...")] = None,
    *,
    policy: Annotated[Path | None, typer.Option("--policy", metavar="FILE")] = None,
    once: Annotated[bool, typer.Option("--once")] = False,
    every: Annotated[bool, typer.Option("--all")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    port: Annotated[int | None, typer.Option("--port")] = None,
) -> int:
    """Show Amana at work."""
    if policy is not None and (services or every):
        other = "--all" if every else "SERVICE"
        raise NotTogether(command="amana demo", name="--policy", other=other)
    stop_when_asked()
    # It warns of each pool that gives way to another, which is what pools do.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    steps = Steps(language_of(context))
    given = None if policy is None else given_policy(policy, told=steps.contradiction)
    chosen = () if given else _chosen(services or (), every=every, once=once)
    with ExitStack() as stack:
        folder = stack.enter_context(_folder(data, once=once))
        mail = stack.enter_context(mailbox())
        settings = load(data=folder / "amana", port=0 if once and port is None else port)
        listening = stack.enter_context(listen(settings.host, settings.port))
        settings = _mailing(settings, mail, url_of(listening))
        amana = stack.enter_context(running(settings, steps.database))
        stage = Stage(amana=amana, url=url_of(listening), folder=folder, mail_server=mail.address)
        rate, rounds = (_QUICK, ROUNDS_ONCE) if once else (_CALM, None)
        if given is not None:
            _publish(stage, given, steps)
        players = Players(stage=stage, rate=rate, rounds=rounds)
        stack.enter_context(served(amana, listening))
        stack.enter_context(at_work(amana))
        steps.done("served", url=stage.url)
        stack.enter_context(on_stage(players, chosen))
        _tell_published(players, steps)
        show = _Show(stage=stage, players=players, mail=mail, steps=steps)
        if once:
            return _once(show, None if given is None else given.policy.service)
        with suppress(KeyboardInterrupt):
            if given is not None:
                _say_policy(show, given.policy.service)
            else:
                named = bool(services) or every
                _show_all(show, [each.name for each in chosen if named or _is_quick(each)], stack)
            threading.Event().wait()
        steps.done("stopped", folder=str(folder))
    return Exit.OK


def _chosen(names: Sequence[str], *, every: bool, once: bool) -> tuple[Example, ...]:
    """Return the examples that are shown. Raises ``NoSuchExample`` and ``ExamplesMissing``."""
    if names:
        return tuple(map(example, dict.fromkeys(names)))
    if once and not every:
        return (example(_FIRST),)
    found = examples()
    if not found:
        raise ExamplesMissing
    # What a newcomer meets first is the one that every step of the walk is about.
    return tuple(sorted(found, key=lambda each: (each.name != _FIRST, not _is_quick(each))))


def _is_quick(shown: Example) -> bool:
    """Tell whether it runs without anything being installed."""
    return shown.requirements is None


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


def _publish(stage: Stage, given: PolicyFile, steps: Steps) -> None:
    """Publish a policy that no example brought, where it is not yet."""
    storage = stage.amana.storage
    founded = found_service(storage, given.policy, source=given.source, texts=given.texts)
    if founded.key is not None:
        write_secret(stage.key_file(founded.service), founded.key)
        keep_readings(storage, founded.service, given)
    let_end(storage, founded.service)
    steps.done("published", promises=len(given.policy.promises), number=founded.number)


def _tell_published(players: Players, steps: Steps) -> None:
    """Say how many policies of the examples are published."""
    policies = [each.policy for each in players.players.values()]
    if policies:
        promises = sum(len(policy.promises) for policy in policies)
        steps.done("published_all", policies=len(policies), promises=promises)


def _run(show: _Show, name: str) -> ShownApp:
    """Wait until an application runs, and say so. Raises why it does not."""
    app = show.players.wait(name)
    said = show.players.players[name].policy.controller.name.say(show.language)
    show.steps.done("app", name=said, url=app.url)
    return app


def _show_all(show: _Show, at_once: Sequence[str], stack: ExitStack) -> None:
    """Start these applications and say where everything is; the others wait to be opened."""
    for name in at_once:
        show.players.open(name)
    starting = [each for each in at_once if _phase(show, each) is Phase.STARTING]
    _await(show, starting)
    guide = _guide(show)
    port = show.amana.settings.port
    url = stack.enter_context(guided(guide, port=port + 1 if 0 < port < HIGHEST_PORT else 0))
    _say_where(show, url)
    _say_stop(show)
    for player in tuple(show.players.players.values()):
        if player.app is not None:
            _look(show, player.service, app=player.app)
    show.players.seen = lambda player, app: _probed(show, player.service, app)
    _await(show, [each for each in at_once if each not in starting])


def _phase(show: _Show, name: str) -> Phase:
    return show.players.players[name].phase


def _await(show: _Show, names: Sequence[str]) -> None:
    """Wait for applications; one that does not come is told of, and the others go on."""
    for name in names:
        try:
            _run(show, name)
        except AmanaError as error:
            show.steps.noted(explained(error, show.language))


def _look(show: _Show, service: str, *, app: ShownApp | None) -> None:
    """Let every probe look once, as it would every night; say what each saw, or why it could not.

    The app speaks plain HTTP on this machine, which says nothing of TLS: that look stays undone.
    """
    runs = _probed(show, service, app)
    for run in runs:
        for line in as_text(run, show.language):
            show.steps.noted(line)
    looked = sum(run.looked is not None for run in runs)
    show.steps.done("probes", service=service, looked=looked, probes=len(runs))


def _probed(show: _Show, service: str, app: ShownApp | None) -> Sequence[ProbeRun]:
    """Let every probe look once at a service and its application."""
    addresses = {} if app is None else {service: (app.url,)}
    given = probing(replace(show.amana.settings, addresses=addresses))
    probes = tuple(PROBES.values())
    return list(run_all(show.amana.storage, given, services=(service,), probes=probes))


def _once(show: _Show, given: str | None) -> Exit:
    """Play all the stories, check what can be seen from outside, and report on each service."""
    if given is not None:
        return Exit.OK if _check(show, given, app=None) else Exit.FAILED
    held = []
    for name, player in show.players.players.items():
        show.players.open(name)
        app = _run(show, name)
        _look(show, player.service, app=app)
        held.append(_check(show, player.service, app=app))
    return Exit.OK if all(held) else Exit.FAILED


def _check(show: _Show, service: str, *, app: ShownApp | None) -> bool:
    """Let the traffic end, change the policy, check what can be seen from outside, and report."""
    amana, steps = show.amana, show.steps
    if app is not None:
        steps.done("traffic", rounds=app.wait_for_traffic())
    changes = app is not None and service == SERVICE
    if changes and not is_published(amana.storage):
        publish_change(amana.storage, who=_OWNER_NAME[steps.language])
    mail = show.mail if changes else None
    looked = checks(amana, show.stage.url, service, played=app is not None, mail=mail)
    held = [steps.check(check) for check in looked]
    page = amana.public.policy_page(service, language=steps.language, version=None)
    print_text(report_text(page, steps.language, ZONE))
    return all(held)


def _enter(show: _Show, services: Sequence[str]) -> str:
    """Make a link by which the owner of these services comes into the console, once."""
    tokens = [
        first_owner_link(
            show.amana.storage,
            service=service,
            name=_OWNER_NAME[show.language],
            email=_OWNER_EMAIL,
        )
        for service in services
    ]
    return f"{show.stage.url}/console/sign-in?token={tokens[-1]}"


def _say_policy(show: _Show, service: str) -> None:
    """Say where the policy is that was given."""
    url = show.stage.url
    print_text("")
    print_text(say("demo.front", show.language, url=f"{url}/"))
    print_text(say("demo.page", show.language, url=f"{url}/{service}/privacy"))
    print_text(say("demo.console", show.language, url=_enter(show, [service])))
    print_text(say("demo.verify", show.language, url=f"{url}/{service}/ledger"))
    _say_stop(show)
    _look(show, service, app=None)


def _say_stop(show: _Show) -> None:
    print_text("")
    print_text(say("demo.stop", show.language))


def _say_where(show: _Show, guide: str) -> None:
    """Say what to open and what to look at."""
    language, url = show.language, show.stage.url
    print_text("")
    print_text(say("demo.guide", language, url=guide))
    print_text(say("demo.front", language, url=f"{url}/"))
    for player in show.players.players.values():
        if player.app is not None:
            name = player.policy.controller.name.say(language)
            print_text(say("demo.app", language, name=name, url=player.app.url))
            file = str(player.app.password_file)
            print_text(say("demo.officer", language, email=player.app.officer, file=file))
    print_text(say("demo.console", language, url=_enter(show, show.services)))
    print_text(say("demo.verify", language, url=f"{url}/{show.services[0]}/ledger"))


def _guide(show: _Show) -> Guide:
    """Return the pages that lead through all of it."""
    storage = show.amana.storage
    return Guide(
        amana=show.stage.url,
        players=show.players.players,
        acts=Acts(
            open=show.players.open,
            standings=show.amana.public.standings,
            enter=lambda: _enter(show, show.services),
            is_changed=lambda: is_published(storage),
            change=lambda: publish_change(storage, who=_OWNER_NAME[show.language]),
        ),
        mailbox=show.mail,
        language=show.language,
    )
