"""The documentation is true: its links lead somewhere, its pages are those of this code."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from amana.cli.app import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "spec").rglob("*.md")])
LINK = re.compile(r"(?<!\\)\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
RAN = re.compile(r"(?:\.venv/bin/|\$ |^)amana (?:--lang \w+ )?([a-z]+)", re.MULTILINE)


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def _anchor(heading: str) -> str:
    """Return the anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def test_every_link_leads_somewhere() -> None:
    """A link inside the repository names a file that is there, and a heading that it has."""
    broken = {_name(page): _broken(page) for page in PAGES}
    assert not {name: links for name, links in broken.items() if links}


def _broken(page: Path) -> list[str]:
    """Return the links of the page that lead nowhere."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    broken = []
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists():
            broken.append(target)
        elif anchor and there.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            if anchor not in {_anchor(heading) for heading in headings}:
                broken.append(target)
    return broken


def test_the_reference_is_made_of_this_code() -> None:
    """Commands, errors and settings stand in the reference exactly as they are."""
    run = subprocess.run(
        [sys.executable, "tools/reference.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_every_command_that_is_shown_exists() -> None:
    """Whoever types what a page says meets a command."""
    for page in PAGES:
        blocks = "\n".join(FENCED.findall(page.read_text(encoding="utf-8")))
        assert set(RAN.findall(blocks)) <= set(COMMANDS), _name(page)


def test_every_make_target_that_is_shown_exists() -> None:
    """The same for ``make``."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    shown = {
        target
        for page in PAGES
        for target in re.findall(r"`make ([a-z-]+)|^make ([a-z-]+)", page.read_text("utf-8"))
    }
    assert {first or second for first, second in shown} <= targets


def test_decisions_are_numbered_and_listed() -> None:
    """No number twice, each record in the index."""
    numbers = [record.name[:4] for record in DECISIONS]
    assert all(re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", record.name) for record in DECISIONS)
    assert len(numbers) == len(set(numbers))
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert not [record.name for record in DECISIONS if f"decisions/{record.name}" not in index]


def test_every_page_of_the_docs_is_in_the_index() -> None:
    """No page lies where nobody finds it."""
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = [page for page in PAGES if page.parent.parent == ROOT / "docs"]
    assert not [p.name for p in pages if f"{p.parent.name}/{p.name}" not in index]


def test_the_changelog_has_a_place_for_what_comes() -> None:
    """An entry goes under Unreleased in the change itself."""
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_dependency_has_its_reason_somewhere() -> None:
    """Each package that an installation brings is named in a decision or the list of parts."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {
        re.split(r"[\[<>=;]", requirement)[0].strip()
        for requirements in [project["dependencies"], *project["optional-dependencies"].values()]
        for requirement in requirements
    } - {"amana"}
    told = "\n".join(record.read_text(encoding="utf-8") for record in DECISIONS).lower()
    assert not {package for package in wanted if package.lower() not in told}
