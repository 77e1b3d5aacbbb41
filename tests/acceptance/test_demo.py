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
    assert "services app ended" in (folder / "err").read_text(encoding="utf-8")


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
