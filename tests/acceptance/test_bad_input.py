"""Input that is none: at the command line and at the console, told in the reader's language."""

import html
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import Desk, PolicyOf, Run, Serving

ARABIC = "نجمع اسمك وبريدك الإلكتروني عند التسجيل لنقدم لك الخدمة. ولا نبيع بياناتك لأحد أبدًا."
OVERRIDDEN = "We never sell \u202eatad ruoy\u202c to anybody. We collect your name."
FIFTY_MEGABYTES = b"We collect your name. " * 2_400_000
UNREADABLE = {
    "empty": (b"", {"en": "empty", "ar": "فارغ"}),
    "blank": (b" \n\t\n", {"en": "empty", "ar": "فارغ"}),
    "50 MB": (FIFTY_MEGABYTES, {"en": " MB", "ar": "ميغابايت"}),
    "binary": (bytes(range(256)) * 40, {"en": "Save the policy as text", "ar": "احفظ السياسة نصًا"}),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", {"en": "PDF", "ar": "PDF"}),
    "torn UTF-8": (ARABIC.encode() + b"\xd8", {"en": "UTF-8", "ar": "UTF-8"}),
}
CONTRADICTION = "  R3: {never: [phone], as: [share, sell]}\n"
LANGUAGES = ("ar", "en")


def _told(page: str) -> str:
    """Return what a page of the console says is wrong, or the page of a problem."""
    found = re.search(r'role="alert".*?</ul>', page, re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", found[0] if found else page.partition("<main")[2])
    return html.unescape(text).replace("\u2068", "").replace("\u2069", "")


def _is_arabic(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum("\u0621" <= letter <= "\u064a" for letter in letters) > len(letters) / 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_said_at_the_command_line(
    what: str, language: str, shelf: Path, run: "Run"
) -> None:
    """One clear line, nothing on standard output, and the exit code of a malformed input."""
    data, words = UNREADABLE[what]
    path = shelf / "document"
    path.write_bytes(data)
    ran = run("read", path, "--lang", language)
    assert ran.code == 4
    assert not ran.out
    assert words[language] in ran.err
    assert _is_arabic(ran.err) == (language == "ar")


def test_fifty_megabytes_take_no_memory(shelf: Path) -> None:
    """A file far too large is refused by its size, and a pipe at its bound: neither is held."""
    path = shelf / "large"
    path.write_bytes(FIFTY_MEGABYTES)
    script = "import pathlib, re, sys; from amana.cli.app import run; code = run(sys.argv[1:]); "
    script += "status = pathlib.Path('/proc/self/status').read_text(); "
    script += "print(code, re.search(r'VmHWM:\\s+(\\d+)', status)[1])"
    for place in (str(path), "-"):
        with path.open("rb") as large:
            ran = subprocess.run(
                [sys.executable, "-c", script, "read", place],
                stdin=large,
                capture_output=True,
                check=True,
            )
        code, peak_kb = map(int, ran.stdout.split())
        assert code == 4
        assert peak_kb < 120_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_read_is_said_at_the_console_and_nothing_is_lost(
    language: str, desk: "Desk"
) -> None:
    """Each upload is told above the form in the page's language; earlier readings stay."""
    where = f"/console/fresh-bad-{language}/readings"
    kept = desk.post(where, text="We collect your e-mail address. We never sell it.")
    reading = kept.headers["location"].partition("?")[0]
    before = desk.get(where).count("/readings/")
    for data, words in UNREADABLE.values():
        sent = {"file": ("policy.txt", data, "text/plain")}
        answer = desk.post(f"{where}?lang={language}", files=sent)
        assert answer.status_code in {413, 422}
        assert words[language] in _told(answer.text)
        assert _is_arabic(_told(answer.text)) == (language == "ar")
    assert desk.get(where).count(reading) == 1
    assert desk.get(where).count("/readings/") == before


def test_a_paste_that_cannot_be_read_stays_in_its_field(desk: "Desk") -> None:
    """Nobody types a policy twice."""
    answer = desk.post("/console/fresh-bad-en/readings?lang=en", text="We collect\0 <b>names</b>")
    assert answer.status_code == 422
    assert "&lt;b&gt;names&lt;/b&gt;</textarea>" in answer.text


def test_windows_1256_is_read_right(shelf: Path, run: "Run", desk: "Desk") -> None:
    """The encoding of old Arabic files is found without being named, at both doors."""
    path = shelf / "old.txt"
    path.write_bytes(ARABIC.encode("cp1256"))
    ran = run("read", path, "--format", "json")
    assert ran.code == 0
    assert "نجمع اسمك وبريدك الإلكتروني" in ran.out
    sent = {"file": ("old.txt", path.read_bytes(), "text/plain")}
    answer = desk.post("/console/fresh-bad-ar/readings", files=sent)
    assert answer.status_code == 303
    assert "نجمع اسمك وبريدك الإلكتروني" in desk.get(answer.headers["location"])


def test_overrides_are_warned_of_and_never_shown(shelf: Path, run: "Run", desk: "Desk") -> None:
    """A text that looks other than it is cannot turn a terminal or a page around."""
    path = shelf / "turned.txt"
    path.write_text(OVERRIDDEN, encoding="utf-8")
    for language, words in (("en", "Warning"), ("ar", "تنبيه")):
        ran = run("read", path, "--lang", language)
        assert ran.code == 0
        assert words in ran.err
        assert "\u202e" not in ran.out + ran.err
        assert "atad ruoy" in ran.out
    sent = {"file": ("turned.txt", path.read_bytes(), "text/plain")}
    answer = desk.post("/console/fresh-bad-en/readings", files=sent)
    page = desk.get(answer.headers["location"])
    assert "atad ruoy" in page
    assert "\u202e" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_policy_is_said_at_the_command_line(
    language: str, folder: Path, run: "Run", policy_of: "PolicyOf"
) -> None:
    """An unknown key with its line and what is nearest; a contradiction with both its promises."""
    path = policy_of(folder, "rose-shop")
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace("laws:", "lawz:"), encoding="utf-8")
    misspelt = run("plan", path, "--lang", language)
    path.write_text(right + CONTRADICTION, encoding="utf-8")
    contradicting = run("plan", path, "--lang", language)
    served = run("serve", "--data", folder / "data", "--port", "0", "--policy", path)
    path.write_text("", encoding="utf-8")
    empty = run("plan", path, "--lang", language)
    assert [misspelt.code, contradicting.code, served.code, empty.code] == [4, 1, 3, 4]
    assert "8" in misspelt.err
    assert "`laws`" in misspelt.err
    assert {"R2", "R3"} <= set(re.findall(r"R\d", contradicting.out))
    assert {"R2", "R3"} <= set(re.findall(r"R\d", served.err))
    assert len(empty.err.strip().splitlines()) == 1
    for said in (misspelt.err, contradicting.out, empty.err):
        assert bool(re.search("[\u0621-\u064a]", said)) == (language == "ar")


def test_a_service_that_could_not_be_published_is_not_half_made(
    folder: Path, run: "Run", serving: "Serving", policy_of: "PolicyOf"
) -> None:
    """After a refused first policy the mended one founds the service, with its key."""
    path = policy_of(folder, "rose-shop")
    right = path.read_text(encoding="utf-8")
    path.write_text(right + CONTRADICTION, encoding="utf-8")
    assert run("serve", "--data", folder / "data", "--port", "0", "--policy", path).code == 3
    path.write_text(right, encoding="utf-8")
    with serving(folder / "data", "--policy", path) as served:
        assert served.key("rose-shop").startswith("amana_")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_policy_is_said_at_the_console_and_kept_as_the_draft(
    language: str, folder: Path, desk: "Desk", policy_of: "PolicyOf"
) -> None:
    """The editor holds what was typed, right or wrong; only publishing is refused."""
    service = f"fresh-bad-{language}"
    where = f"/console/{service}/policy"
    right = policy_of(folder, service).read_text(encoding="utf-8")
    answer = desk.post(f"{where}?lang={language}", text=right.replace("laws:", "lawz:"))
    assert answer.status_code == 422
    assert "`laws`" in _told(answer.text)
    assert bool(re.search("[\u0621-\u064a]", _told(answer.text))) == (language == "ar")
    assert "lawz: [qatar]" in desk.get(where)
    contradicting = desk.post(f"{where}?lang={language}", text=right + CONTRADICTION)
    plan = desk.get(f"{where}/plan?lang={language}")
    assert contradicting.status_code == 303
    assert {"R2", "R3"} <= set(re.findall(r"R\d", plan))
    sent = {"number": "1", "digest": "0" * 64}
    refused = desk.post(f"{where}/publish?lang={language}", **sent)
    assert refused.status_code == 422
    assert {"R2", "R3"} <= set(re.findall(r"R\d", _told(refused.text)))
    assert "R3: {never: [phone]" in desk.get(where)
    assert desk.client.get(f"/{service}/privacy").status_code == 404
