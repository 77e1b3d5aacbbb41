"""An example on a running Amana, whole: founded, installed, run, and its database connected."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from amana.acts.act import OPERATOR, Act
from amana.acts.retention.bearing import bearing_of
from amana.acts.retention.start import start_keeping
from amana.acts.review_reading import keep_reading
from amana.assembly import Running
from amana.cli.policy_file import PolicyFile
from amana.cli.showing.environment import Installer, Told, unheard
from amana.cli.showing.example import (
    Example,
    Play,
    ShownApp,
    connect_source,
    found_example,
    shown_app,
)
from amana.cli.showing.partners import give_partners_their_keys
from amana.reading import read
from amana.storage.database import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where examples are played."""

    amana: Running
    url: str
    """Where Amana answers."""
    folder: Path
    """Each application's own files lie in a folder of its name here."""
    mail_server: str | None = None
    installer: Installer = field(default_factory=Installer)

    def key_file(self, service: str) -> Path:
        """Where a service's key lies."""
        return self.amana.settings.data / "secrets" / f"{service}.key"


def publish(stage: Stage, shown: Example) -> str:
    """Publish its policy where it is not yet, with all that goes by it; return the service.

    Raises what founding and applying raise.
    """
    given = shown.policy()
    service = given.policy.service
    founded = found_example(stage.amana, shown, given, stage.key_file(service))
    if founded.key is not None:
        keep_readings(stage.amana.storage, service, given)
    let_end(stage.amana.storage, service)
    return service


@contextmanager
def played(
    stage: Stage,
    shown: Example,
    *,
    rate: float,
    rounds: int | None,
    told: Told = unheard,
) -> Iterator[ShownApp]:
    """Run an example until the context ends. ``told`` hears the installer, where one runs.

    Raises what publishing, installing, starting and connecting raise.
    """
    service, data = publish(stage, shown), stage.folder / shown.name
    give_partners_their_keys(stage.amana.storage, shown.name, service, data)
    python = stage.installer.python(shown.name, shown.requirements, told=told)
    play = Play(
        amana_url=stage.url,
        key_file=stage.key_file(service),
        data=data,
        mail_server=stage.mail_server,
        rate=rate,
        rounds=rounds,
    )
    with shown_app(shown, python, play) as app:
        stage.amana.public.addresses[service] = app.url
        stage.amana.banner.addresses[service] = (app.url,)
        connect_source(stage.amana, app, service)
        yield app


def keep_readings(storage: Storage, service: str, given: PolicyFile) -> None:
    """Read the policy's texts, as somebody would who drafts it in the console."""
    for language, text in given.texts.items():
        name = f"privacy.{language}.md"
        found = read(text.encode("utf-8"), name=name)
        with storage.work(service) as work:
            keep_reading(Act(actor=OPERATOR, work=work), reading=found, name=name)


def let_end(storage: Storage, service: str) -> None:
    """Let the promises about time end data, also where it lay there before they could."""
    with storage.work(service) as work:
        bearing = bearing_of(work)
        if any(term.said not in bearing.started for term in bearing.terms):
            start_keeping(Act(actor=OPERATOR, work=work))
