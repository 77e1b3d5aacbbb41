"""What is installed from the wheel works without the checkout."""

import json
import os
import signal
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
POLICY = """\
amana: 1
service: rose-shop
title: {ar: "إشعار الخصوصية", en: "Privacy notice"}
controller: {name: {ar: "متجر الورد", en: "Rose Shop"}, email: privacy@example.org}
languages: [ar, en]
data: {email: {}}
purposes: {orders: {name: {ar: "الطلبات", en: "orders"}, basis: contract}}
promises:
  R1: {collect: email, for: orders}
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with what is set up already: nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    uv = Path(sys.executable).with_name("uv")
    subprocess.run(
        [uv, "build", "--quiet", "--offline", "--wheel", "--no-build-isolation", "-o", folder],
        cwd=ROOT,
        check=True,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel where no checkout is near."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


def _run(installed: Path, beside: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed program in another folder, and see that it is the installed one."""
    # Not counted: the unpacked files are copies.
    outside = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    program = "import sys, amana; assert amana.__file__.startswith(sys.argv.pop(1)), amana.__file__"
    return subprocess.run(
        [
            *(sys.executable, "-P", "-c"),
            f"{program}; from amana.__main__ import main; main()",
            *(str(installed), *arguments),
        ],
        cwd=beside,
        env={**outside, "PYTHONPATH": str(installed), "LANG": "en_GB.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """Catalogues, templates, styles, word lists, queries and migrations are the program too."""
    source = ROOT / "src"
    there = {
        path.relative_to(source).as_posix()
        for path in (source / "amana").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as packed:
        assert there - set(packed.namelist()) == set()
    assert {Path(name).suffix for name in there} >= {".po", ".html", ".css", ".toml", ".sql"}


@pytest.mark.slow
def test_the_installed_program_reads_a_document(installed: Path, tmp_path: Path) -> None:
    """Word lists and catalogues are found where the package lies."""
    (tmp_path / "notice.md").write_text("We never sell your data.", encoding="utf-8")
    run = _run(installed, tmp_path, "read", "notice.md")
    assert run.returncode == 0, run.stderr
    assert "never" in run.stdout


@pytest.mark.slow
def test_the_installed_program_shows_a_policy_in_force(installed: Path, tmp_path: Path) -> None:
    """Database, pages and ledger come with it: one policy file is enough to start."""
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    run = _run(installed, tmp_path, "demo", "--once", "--policy", "policy.yaml")
    assert run.returncode == 0, run.stderr
    assert "R1" in run.stdout


@pytest.fixture(scope="module")
def environment(wheel: Path, place: Path) -> Path:
    """Install the wheel with its server into an environment of its own, as anybody does."""
    uv, folder = Path(sys.executable).with_name("uv"), place / "environment"
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
    python = folder / "bin" / "python"
    installed = subprocess.run(
        [uv, "pip", "install", "--quiet", "--python", python, f"{wheel}[server]"],
        capture_output=True,
        text=True,
        check=False,
    )
    if installed.returncode:
        pytest.skip("the packages that the wheel needs cannot be fetched from here")
    return folder


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_an_installation_of_the_wheel_is_made_served_and_verified(
    environment: Path, place: Path
) -> None:
    """Without the checkout: init, serve, a page, a question, stop, and the ledger verifies."""
    folder = place / "from-wheel"
    (place / "policy.yaml").write_text(POLICY, encoding="utf-8")
    outside = {
        name: value
        for name, value in os.environ.items()
        if "COVERAGE" not in name and not name.startswith(("AMANA_", "PYTHON"))
    }
    amana = environment / "bin" / "amana"

    def run(*words: str | Path) -> str:
        ended = subprocess.run(
            [amana, *words], env=outside, cwd=place, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    made = run("init", folder, "--policy", place / "policy.yaml", "--port", "0", "--format", "json")
    key = Path(json.loads(made)["services"][0]["key_file"]).read_text(encoding="ascii").strip()
    with subprocess.Popen(
        [amana, "serve", "--format", "json"],
        env=outside,
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
    ) as served:
        try:
            assert served.stdout is not None
            url = json.loads(served.stdout.readline())["url"]
            page = httpx.get(f"{url}/rose-shop/privacy", timeout=30)
            assert page.status_code == 200
            answer = httpx.post(
                f"{url}/v1/collect",
                json={"person": "p", "data": ["email"], "at": "order", "for": ["orders"]},
                headers={"authorization": f"Bearer {key}"},
                timeout=30,
            )
            assert answer.json()["permitted"] is True
        finally:
            served.send_signal(signal.SIGTERM)
        assert served.wait(60) == 0
    verdict = json.loads(
        run("verify", folder / "data" / "ledger" / "rose-shop", "--format", "json")
    )
    assert verdict["sound"] is True
    assert verdict["leaves"] >= 3


def test_the_light_client_is_at_most_eight_packages() -> None:
    """What an application installs without any extra: the lock says which."""
    locked = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    needs = {
        package["name"]: {each["name"] for each in package.get("dependencies", ())}
        for package in locked
    }
    found, new = set[str](), {"amana"}
    while new:
        found |= new
        new = {name for each in new for name in needs[each]} - found
    assert "httpx" in found
    assert len(found) <= 8, sorted(found)
