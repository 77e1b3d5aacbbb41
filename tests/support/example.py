"""An example service, whole: Amana in this process with a worker and a mailbox, the app beside it.

``running_example`` is the demonstration's own way of running one; only who watches is another.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from amana.assembly import Running, running
from amana.cli.errors import PackagesMissing
from amana.cli.showing.environment import Installer
from amana.cli.showing.example import ShownApp, example
from amana.cli.showing.mailbox import Mailbox, mailbox
from amana.cli.showing.playing import Stage, played, publish
from amana.cli.showing.working import at_work
from amana.http.serving import listen, served, url_of
from amana.settings import Secret, load
from amana.storage.secret_files import read_secret


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningExample:
    """An example as it runs."""

    amana: Running
    amana_url: str
    app: ShownApp
    app_url: str
    service: str
    key: str
    key_file: Path
    mailbox: Mailbox
    data: Path
    """The folder of the application's own files."""

    @contextmanager
    def subscribers(self, *addresses: str) -> Iterator[None]:
        """Tell Amana that whoever has these addresses is made up: probes look at their letters."""
        folder = self.amana.settings.data / "planted"
        folder.mkdir(exist_ok=True)
        file = folder / f"{self.service}.toml"
        before = file.read_text("utf-8") if file.exists() else None
        kept = [it for it in (before or "").splitlines() if not it.startswith("email")]
        listed = ", ".join(f'"{each}"' for each in addresses)
        file.write_text("\n".join([*kept, f"email = [{listed}]", ""]), "utf-8")
        yield
        if before is None:
            file.unlink()
        else:
            file.write_text(before, "utf-8")


@contextmanager
def running_example(  # noqa: PLR0913 - where, which, and how its people come
    name: str,
    place: Path,
    database_url: str | None = None,
    *,
    rounds: int | None = 0,
    rate: float = 200.0,
    mail_from: str = "privacy@example.org",
    **settings: str,
) -> Iterator[RunningExample]:
    """Run it on a fresh database until the context ends.

    By default no made-up people come: the test is who uses it. ``settings`` are Amana's, beside
    those of the mail, as in the environment
    (``AMANA_LOG_LEVEL="debug"``). The test is skipped, with the reason, where the packages
    cannot be had.
    """
    shown, installer = example(name), Installer()
    try:
        installer.python(name, shown.requirements)
    except PackagesMissing as error:
        pytest.skip(f"the packages of {name} cannot be installed: {error}")
    with ExitStack() as stack:
        mail = stack.enter_context(mailbox(place / f"letters-{name}"))
        listening = stack.enter_context(listen("127.0.0.1", 0))
        url = url_of(listening)
        chosen = replace(
            load({**settings}, data=place / f"amana-{name}", database_url=database_url),
            mail_server=Secret(mail.address),
            mail_from=mail_from,
            public_url=url,
            seed_mailboxes={shown.policy().policy.service: place / f"letters-{name}"},
        )
        amana = stack.enter_context(running(chosen))
        stage = Stage(
            amana=amana,
            url=url,
            folder=place / "apps",
            mail_server=mail.address,
            installer=installer,
        )
        service = publish(stage, shown).service
        stack.enter_context(served(amana, listening))
        stack.enter_context(at_work(amana))
        app = stack.enter_context(played(stage, shown, service, rate=rate, rounds=rounds))
        yield RunningExample(
            amana=amana,
            amana_url=url,
            app=app,
            app_url=app.url,
            service=service,
            key=read_secret(stage.key_file(service)),
            key_file=stage.key_file(service),
            mailbox=mail,
            data=stage.folder / name,
        )
