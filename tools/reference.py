"""Make the reference pages from the code: ``python tools/reference.py [--check]``.

The pages of commands, errors, metrics, routes and settings under ``docs/reference`` are never
written by hand. With ``--check`` nothing is written, and a page that differs ends the program
with 1.
"""

import ast
import importlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

import typer
from fastapi import FastAPI
from fastapi.routing import APIRoute

from amana.acts.watch.alarms import KINDS
from amana.acts.watch.metrics import METRICS, Kind
from amana.cli.app import command, installed_commands
from amana.cli.exits import Exit, exit_for
from amana.cli.help import speak
from amana.domain.certificate.schema import SCHEMA
from amana.domain.errors import AmanaError, Broken, Malformed, Refused
from amana.domain.law.pack_file import pack_schema
from amana.domain.words import ARABIC, ENGLISH
from amana.http.api.document import document
from amana.http.app import create_app
from amana.http.platform import Platform, Watching
from amana.settings import PREFIX, Settings
from amana.wording.catalogue import catalogue

ROOT: Final = Path(__file__).parents[1]
SOURCE: Final = ROOT / "src" / "amana"
PAGES: Final = ROOT / "docs" / "reference"
BRANCHES: Final = (Refused, Malformed, Broken)
WIDTH: Final = 88
MADE: Final = "<!-- Made by tools/reference.py; change the code instead. -->"


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with ``--check`` compare them."""
    pages = {
        "commands.md": commands(),
        "errors.md": errors(),
        "routes.md": routes(),
        "settings.md": settings(),
        "metrics.md": metrics(),
        "certificate.schema.json": json.dumps(SCHEMA, ensure_ascii=False, indent=1) + "\n",
        "law-pack.schema.json": json.dumps(pack_schema(), ensure_ascii=False, indent=1) + "\n",
        "openapi.json": json.dumps(document(_app()), ensure_ascii=False, indent=1) + "\n",
    }
    stale = [name for name, text in pages.items() if _stands(PAGES / name) != text]
    if "--check" in arguments:
        for name in stale:
            print(f"docs/reference/{name} is stale: run make reference", file=sys.stderr)  # noqa: T201 - a program for the terminal
        return 1 if stale else 0
    for name in stale:
        (PAGES / name).write_text(pages[name], encoding="utf-8")
    return 0


def commands() -> str:
    """Return the page of the commands, as ``--help`` shows them, with the exit codes."""
    parts = ["# Commands", MADE, "Each command speaks Arabic with `--lang ar`."]
    for name in installed_commands():
        found = command(name)
        speak(found, name, ENGLISH)
        context = typer.Context(found, info_name=f"amana {name}", obj=ENGLISH, terminal_width=WIDTH)
        parts += [f"## amana {name}", f"```text\n{_clean(found.get_help(context))}\n```"]
    codes = "\n".join(f"| {code.value} | {code.name.lower()} |" for code in Exit)
    parts += ["## Exit codes", f"| code | meaning |\n|---|---|\n{codes}"]
    return "\n\n".join(parts) + "\n"


def errors() -> str:
    """Return the page of all errors: code, who must act, exit code, message in each language."""
    english, arabic = catalogue(ENGLISH).single, catalogue(ARABIC).single
    parts = [
        "# Errors",
        MADE,
        (
            "*Refused*: ask differently. *Malformed*: mend the input. *Broken*: mend the platform."
            " A message never holds a value that belongs to a person."
        ),
    ]
    for error in all_errors():
        branch = next(b.__name__ for b in BRANCHES if issubclass(error, b))
        key = f"error.{error.code}"
        parts.append(
            f"## `{error.code}`\n\n{branch} · exit code {exit_for(error.__new__(error)).value}\n\n"
            f"> {_quoted(english[key])}\n\n> {_quoted(arabic[key])}"
        )
    return "\n\n".join(parts) + "\n"


def routes() -> str:
    """Return the page of all routes: method, path, permission, and what it answers."""
    rows = sorted(
        (
            route.path,
            f"| {' '.join(sorted(route.methods or ()))} | `{route.path}` | {_gate(route)} |",
        )
        for included in _app().routes
        for route in getattr(included, "original_router", FastAPI()).routes
        if isinstance(route, APIRoute)
    )
    listed = "\n".join(row for _, row in rows)
    return (
        f"# Routes\n\n{MADE}\n\nEach route names the permission that it needs: *public* routes "
        "anybody may ask, *api* routes a service with its API key, *console* routes signed-in "
        f"staff, *operator* routes the machine itself or who shows the metrics "
        f"token.\n\n| method | path | permission | what it answers |\n|---|---|---|---|\n{listed}\n"
    )


def _app() -> FastAPI:
    """Return the application, only to be read: nothing behind the platform is ever called."""
    unused = cast("Any", SimpleNamespace())
    return create_app(
        Platform(
            public=unused,
            certificates=unused,
            staff=unused,
            desk=unused,
            access=unused,
            api=unused,
            choices=unused,
            events=unused,
            mail=unused,
            banner=unused,
            records=unused,
            record_sets=unused,
            persons=unused,
            messages=unused,
            sharing_notices=unused,
            releases=unused,
            asked_releases=unused,
            publications=unused,
            moderation=unused,
            breach_desk=unused,
            breaches=unused,
            documents=unused,
            requests=unused,
            request_desk=unused,
            own_requests=unused,
            request_plans=unused,
            asked_plans=unused,
            sources=unused,
            asked_sources=unused,
            holds=unused,
            asked_holds=unused,
            aggregates=unused,
            retention=unused,
            retention_desk=unused,
            customers=unused,
            end_users=unused,
            sharing=unused,
            sharing_desk=unused,
            own_sharing=unused,
            copies=unused,
            own_copies=unused,
            request_links=unused,
            identity=unused,
            passwords=unused,
            me=unused,
            rates=unused,
            watch=Watching(acts=unused),
            zone=ZoneInfo("UTC"),
            https=True,
            form_key=bytes(32),
        )
    )


def _gate(route: APIRoute) -> str:
    found = (getattr(each.dependency, "permission", None) for each in route.dependencies)
    inside = (getattr(each.call, "permission", None) for each in route.dependant.dependencies)
    permission = next((str(each) for each in (*found, *inside) if each is not None), "")
    return f"`{permission}` | {(route.endpoint.__doc__ or '').partition(chr(10))[0]}"


def settings() -> str:
    """Return the page of all settings: name in the file, variable, default, meaning."""
    rows = "\n".join(
        f"| `{each.name}` | `{PREFIX}{each.name.upper()}` | {_default(each.default)} "
        f"| {each.metadata['about']} |"
        for each in fields(Settings)
    )
    return (
        f"# Settings\n\n{MADE}\n\nIn `amana.toml`, or as a variable of the environment, which "
        "beats the file. An unknown setting stops the start.\n\n"
        f"| in the file | variable | default | what it is |\n|---|---|---|---|\n{rows}\n"
    )


def metrics() -> str:
    """Return the page of all metrics: name, kind, labels, meaning; and the kinds of alarm."""
    rows = "\n".join(
        f"| `{each.name}{'_total' if each.kind is Kind.COUNTER else ''}` | {each.kind.value} "
        f"| {', '.join(f'`{label}`' for label in each.labels)} | {each.about} |"
        for each in METRICS
    )
    english = catalogue(ENGLISH).single
    alarms = "\n".join(
        f"| `{each.name}` | {english[f'watch.{each.name}']} "
        f"| {'the installation' if each.whole else 'a service'} |"
        for each in KINDS
    )
    return (
        f"# Metrics and alarms\n\n{MADE}\n\nAt `/metrics`, in the text format of Prometheus. "
        "A label holds names of ours alone: no address, no person, nothing that a caller chooses."
        f"\n\n| metric | kind | labels | what it is |\n|---|---|---|---|\n{rows}\n\n"
        f"## Kinds of alarm\n\n| kind | about | of |\n|---|---|---|\n{alarms}\n"
    )


def all_errors() -> list[type[AmanaError]]:
    """Return every error of the package by its code, the three branches left out."""
    for module in sorted(SOURCE.rglob("*.py")):
        if any(_declares_an_error(node) for node in ast.parse(module.read_text("utf-8")).body):
            importlib.import_module(
                ".".join(module.relative_to(SOURCE.parent).with_suffix("").parts)
            )
    found = {error for error in _below(AmanaError) if error not in BRANCHES}
    return sorted(found, key=lambda error: error.code)


def _declares_an_error(node: ast.stmt) -> bool:
    bases = node.bases if isinstance(node, ast.ClassDef) else []
    wanted = {branch.__name__ for branch in BRANCHES}
    return any(isinstance(base, ast.Name) and base.id in wanted for base in bases)


def _below(error: type[AmanaError]) -> Iterator[type[AmanaError]]:
    for child in error.__subclasses__():
        yield child
        yield from _below(child)


def _default(value: object) -> str:
    # A field without a plain default makes an empty one: no setting must be given.
    return "none" if value in {None, (), MISSING} else f"`{value}`"


def _quoted(text: str) -> str:
    return text.replace("\n", "\n> ")


def _clean(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines())


def _stands(page: Path) -> str | None:
    return page.read_text(encoding="utf-8") if page.exists() else None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
