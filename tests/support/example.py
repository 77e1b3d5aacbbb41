"""An example service, whole: Amana in this process with a worker and a mailbox, the app beside it.

``running_example`` is the demonstration's own way of running one; only who watches is another.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from secured import Certified, secured

from amana.acts.act import Act, Actor
from amana.acts.attest import attest
from amana.acts.choices.fold import fold_choices
from amana.acts.policy_desk import NewAttestation
from amana.acts.probes.all_probes import PROBES, run_all
from amana.acts.probes.probe import Looked, ProbeRun
from amana.acts.retention.run import run_retention
from amana.assembly import Running, probing, running
from amana.assembly.sources import open_source
from amana.cli.errors import PackagesMissing
from amana.cli.showing.environment import Installer
from amana.cli.showing.example import ShownApp, example
from amana.cli.showing.mailbox import Mailbox, Received, mailbox
from amana.cli.showing.playing import Stage, played, publish
from amana.cli.showing.working import at_work
from amana.http.serving import listen, served, url_of
from amana.sdk import Amana
from amana.settings import Secret, load
from amana.storage.secret_files import read_secret

WAIT_S = 60.0
BREACH_SUBJECT = "إشعار بخرق"
"""Of the letters that tell of a breach."""
_LAID_OPEN = {
    "ar": "بقيت قائمة فيها اسمك مكشوفة ساعة، ثم أغلقناها.",
    "en": "A list with your name stood open for an hour; then we closed it.",
}
_SPOIL = (
    "update amana.record set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where id = %s"
)


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

    @property
    def password(self) -> str:
        """The password of the application's staff."""
        return self.app.password_file.read_text(encoding="utf-8").strip()

    def client(self) -> Amana:
        """Open the application's own way to ask."""
        return Amana(self.amana_url, self.key, timeout=WAIT_S)

    def ask(self, path: str, asked: Mapping[str, object] | None = None) -> Mapping[str, Any]:
        """Ask a door of Amana's API with the service's key: look, or with a body act."""
        with self.client() as amana:
            return amana.doors.get(path) if asked is None else amana.doors.post(path, asked)

    def letters(self, to: str) -> tuple[Received, ...]:
        """Return what came for an address, the latest first."""
        return tuple(it for it in self.mailbox.latest() if it.to == to)

    def letter(self, to: str, subject: str, words: str = "") -> Received:
        """Wait for a letter to an address whose subject and text say this; return the latest."""

        def wanted(it: Received) -> bool:
            return it.to == to and subject in it.subject and words in it.text

        assert self.mailbox.wait_for(wanted, at_most_s=WAIT_S), f"no letter with {subject}"
        return next(it for it in self.letters(to) if wanted(it))

    def leave(self, letter: Received) -> None:
        """Press the way out of a letter, as a mail program does (RFC 8058, section 3.1)."""
        assert letter.stop is not None
        answer = httpx.post(
            letter.stop, data={"List-Unsubscribe": "One-Click"}, trust_env=False, timeout=WAIT_S
        )
        assert answer.is_success

    def wait(self, so: Callable[[], object], *, what: str) -> None:
        """Wait until it is so."""
        ends = time.monotonic() + WAIT_S
        while not so():
            assert time.monotonic() < ends, f"never: {what}"
            time.sleep(0.1)

    def states(self) -> dict[str, str]:
        """Return how each promise stands, as Amana says it."""
        with self.client() as amana:
            return {each.id: each.state for each in amana.policy().promises}

    def tell_of_breach(
        self, *persons: str, law: str, nature: tuple[str, ...] = ("confidentiality",)
    ) -> None:
        """Note a breach of an hour ago, tell whom it is about, and hand its form in, in time.

        A letter has to come, so somebody of them has to have an address.
        """
        hour = datetime.now(UTC) - timedelta(hours=1)
        then = hour.isoformat()
        facts = {
            "occurred_from": (hour - timedelta(hours=1)).isoformat(),
            "occurred_until": then,
            "title": "قائمة مكشوفة",
            "nature": nature,
            "severity": "high",
            "discovered": then,
            "aware": then,
            **dict.fromkeys(("what", "consequences", "measures", "advice"), _LAID_OPEN),
            "contact": "privacy@example.org",
            "lead": "مكتب الخصوصية",
            "categories": ["name"],
        }
        here = f"/v1/breaches/{self.ask('/v1/breaches', facts)['breach']}"
        assert self.ask(f"{here}/affected", {"persons": persons})["affected"] == len(persons)
        subjects = {"ar": BREACH_SUBJECT, "en": "Notice of a breach"}
        letters = {
            language: {"subject": subjects[language], "text": text}
            for language, text in _LAID_OPEN.items()
        }
        self.ask(f"{here}/notice", letters)
        self.ask(f"{here}/send", {})
        told = tuple(subjects.values())
        assert self.mailbox.wait_for(lambda it: it.subject.startswith(told), at_most_s=WAIT_S)
        done = {"law": law, "phase": "initial", "how": "البوابة، رقم 12"}
        self.ask(f"{here}/handed-in", done)

    def attest(self, *promises: str, by: Actor, statement: str) -> None:
        """Let somebody vouch, with a document, for what no act shows."""
        for promise in promises:
            word = NewAttestation(
                promise=promise,
                statement=statement,
                document=statement.encode(),
                document_name="review.txt",
                valid_for=timedelta(days=90),
            )
            with self.amana.storage.work(self.service) as work:
                attest(Act(actor=by, work=work), word)

    def look(self, *names: str, at: tuple[str, ...] | None = None) -> dict[str, ProbeRun]:
        """Let probes look, all where none is named, at the application or other addresses.

        The ledger has to have caught up, for what looks at it.
        """
        self.wait(lambda: not self._lags(), what="a ledger in step")
        addresses = (self.app_url,) if at is None else at
        settings = replace(self.amana.settings, addresses={self.service: addresses})
        runs = run_all(
            self.amana.storage,
            probing(settings),
            services=(self.service,),
            probes=tuple(it for it in PROBES.values() if not names or it.name in names),
        )
        return {str(it.probe): it for it in runs}

    def look_over_tls(self, by: Certified) -> Looked:
        """Let the look at TLS look at the application behind what ends TLS for it.

        It trusts whom ``SSL_CERT_FILE`` names, as everywhere: here the tests' own authority.
        """
        with pytest.MonkeyPatch.context() as patch, secured(self.app_url, by) as url:
            patch.setenv("SSL_CERT_FILE", str(by.authority))
            looked = self.look("transport", at=(url,))["transport"].looked
        assert looked is not None
        assert not looked.faults
        return looked

    def end_what_is_over(self) -> None:
        """Let go now what is past its time, as the schedule does each minute."""
        run_retention(self.amana.storage, self.service, open_source(self.amana.settings))

    def index_choices(self) -> None:
        """Have choices indexed now, as the schedule does each minute: proposals come from there."""
        fold_choices(self.amana.storage, self.service)

    def _lags(self) -> bool:
        self.amana.sequencer.catch_up(self.service)
        return bool(self.amana.sequencer.lag(self.service).waiting)

    def kept_in_mail(self, *addresses: str) -> frozenset[str]:
        """Look into the mailbox of these made-up subscribers; return what was seen kept there."""
        with self.subscribers(*addresses):
            looked = self.look("mailbox")["mailbox"].looked
        assert looked is not None
        assert not looked.faults
        return frozenset(looked.kept)

    @contextmanager
    def one_bit_changed(self, record: str) -> Iterator[None]:
        """Change a bit of a sealed record by the administrator's own login; then mend it."""
        server = self.amana.storage.address.conninfo()
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(_SPOIL, (record,))
            try:
                yield
            finally:
                connection.execute(_SPOIL, (record,))

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
    """Run it in a folder of its own at this place, on a fresh database, until the context ends.

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
    # Another run of the same example may have been at the place before: its people have accounts.
    place = Path(tempfile.mkdtemp(prefix="run-", dir=place))
    place.chmod(0o711)  # the database's account, which is not ours, passes through it
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
