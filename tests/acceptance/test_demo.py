"""``amana demo --once``: shown, checked and reported; a failure leaves with another code."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import psutil
import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import PolicyOf, Run

DOCUMENTS = {
    "arabic.txt": """\
سياسة خصوصية مكتبة النخيل

نجمع اسمك وعنوان بريدك الإلكتروني عندما تستعير كتابًا.
نستخدم بريدك لتذكيرك بموعد الإعادة.
لا نبيع بياناتك ولا نؤجرها لأي جهة.
نحتفظ بسجل استعاراتك سنتين ثم نحذفه.
يحق لك أن تطلب نسخة من بياناتك في أي وقت.
""",
    "english.md": """\
# Privacy notice of the Palm Library

We collect your name and your e-mail address when you borrow a book.

- We use your e-mail address to remind you of the day of return.
- We never sell or rent your data.

## Your rights

You may ask for a copy of your data at any time.
We keep your records for two years.
""",
    "page.html": """\
<!doctype html><html lang="en"><head><title>Privacy</title><style>p{color:red}</style></head>
<body><nav>Home</nav><h1>Privacy at Palm Library</h1>
<p>We collect your name &amp; e-mail address when you register.</p>
<ul><li>We share your phone number with couriers.</li><li>We do not sell it.</li></ul>
<script>alert('never shown')</script></body></html>
""",
}


@pytest.mark.slow
def test_the_demonstration_checks_itself_and_leaves_nothing_behind(run: "Run") -> None:
    """Every step and every check is said on standard error, the report on standard output."""
    ran = run("demo", "--once")
    assert ran.code == 0, ran.err
    assert ran.err.count("✓") >= 10
    assert "✗" not in ran.err
    assert re.search(r"W1\b", ran.out)
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("name", [*DOCUMENTS, "policy.yaml"])
def test_any_policy_can_be_shown(
    name: str, folder: Path, run: "Run", policy_of: "PolicyOf"
) -> None:
    """A policy file, an Arabic text, English Markdown and a page, written for this test alone."""
    path = policy_of(folder, "policy")
    if name in DOCUMENTS:
        path = folder / name
        path.write_text(DOCUMENTS[name], encoding="utf-8")
    language = "ar" if name.startswith("arabic") else "en"
    ran = run("demo", "--once", "--policy", path, "--lang", language)
    assert ran.code == 0, ran.err
    assert "✗" not in ran.err
    assert "never shown" not in ran.out
    wanted = {"arabic.txt": "النخيل", "english.md": "Palm Library", "page.html": "couriers"}
    assert wanted.get(name, "Rose Shop") in ran.out


@pytest.mark.slow
def test_an_app_that_ends_is_a_failure(folder: Path) -> None:
    """Where the services app dies in the middle, the demonstration says so and does not pass."""
    folder.mkdir(mode=0o711)
    with (folder / "err").open("wb") as said:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("AMANA_")}
        command = Path(sys.executable).with_name("amana")
        process = subprocess.Popen(
            [command, "--lang", "en", "demo", "--once", "--data", folder / "data"],
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=environment,
        )
    try:
        _end_app(psutil.Process(process.pid))
    except BaseException:
        process.kill()
        process.wait()
        raise
    assert process.wait(90) not in {0, 70, -signal.SIGTERM}
    assert "services_app ended" in (folder / "err").read_text(encoding="utf-8")


@pytest.mark.slow
def test_it_leads_through_and_ends_with_all_that_it_started(folder: Path) -> None:
    """The page named first shows a service as it runs; when it is stopped nothing is left."""
    folder.mkdir(mode=0o711)
    command = [str(Path(sys.executable).with_name("amana")), "--lang", "en", "demo"]
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as said:
        process = subprocess.Popen(
            [*command, "services_app", "--port", "0", "--data", str(folder / "data")],
            stdout=out,
            stderr=said,
            env={k: v for k, v in os.environ.items() if not k.startswith("AMANA_")},
        )
    try:
        guide = _guide(folder / "out", process)
        front = httpx.get(guide, timeout=30, trust_env=False).text
        service = httpx.get(f"{guide}services/services_app", timeout=30, trust_env=False).text
        children = psutil.Process(process.pid).children(recursive=True)
    finally:
        process.terminate()
    assert process.wait(90) == 0
    assert "Maeen" in front
    assert 'id="p-W21"' in service
    assert any("services_app" in url for url in re.findall(r'href="([^"]+)"', front))
    _, left = psutil.wait_procs(children, timeout=10)
    assert children
    assert left == []


def _guide(out: Path, process: "subprocess.Popen[bytes]") -> str:
    """Wait until the first page is named, and return its address."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r"Begin here: +(http://127\.0\.0\.1:\d+/)", out.read_text("utf-8"))
        if found is not None:
            return found[1]
        time.sleep(0.1)
    pytest.fail("the first page was never named")


def test_a_service_that_is_no_example_is_refused(run: "Run") -> None:
    """With the names that there are; a policy of one's own goes with no example."""
    ran = run("demo", "no_such")
    assert ran.code == 2
    assert "services_app" in ran.err
    assert run("demo", "services_app", "--policy", "policy.yaml").code == 2


def _end_app(demo: psutil.Process) -> None:
    """Kill the app as soon as it is there."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for child in demo.children():
            # A child may end between being listed and being looked at.
            with contextlib.suppress(psutil.NoSuchProcess):
                if "services_app.demonstration" in child.cmdline():
                    child.kill()
                    return
        time.sleep(0.01)
    pytest.fail("the app never came")


def test_a_ledger_that_was_changed_is_a_failure(
    folder: Path, run: "Run", policy_of: "PolicyOf"
) -> None:
    """On a folder whose ledger somebody changed, the demonstration fails at that check."""
    path = policy_of(folder, "policy")
    data = folder / "data"
    assert run("demo", "--once", "--policy", path, "--data", data, "--port", "0").code == 0
    ledger = data / "amana" / "ledger" / "policy"
    (ledger / "checkpoint").write_bytes(_with_another_root(ledger))
    ran = run("demo", "--once", "--policy", path, "--data", data, "--port", "0")
    assert ran.code != 0


def _with_another_root(ledger: Path) -> bytes:
    """Return the checkpoint with a root that is not the tree's."""
    lines = (ledger / "checkpoint").read_text(encoding="utf-8").splitlines(keepends=True)
    lines[2] = "A" * 43 + "=\n"
    return "".join(lines).encode()
