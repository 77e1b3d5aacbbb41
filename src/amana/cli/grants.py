"""``amana grants``: what each purpose may read in a PostgreSQL of the organisation's own."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from amana.acts.grants.setting import plan_in_force, plan_of, revoke_grants, set_grants
from amana.acts.probes.database_roles import PROBE
from amana.acts.probes.probe import OwnDatabase, run_probe
from amana.assembly import probing, reached
from amana.cli.errors import ValueMissing, WrongValue
from amana.cli.exits import Exit
from amana.cli.grants_shown import looked_json, looked_lines, plan_json, plan_lines
from amana.cli.help import language_of
from amana.cli.policy_file import open_policy, text_of
from amana.cli.printing import print_json, print_text
from amana.domain.grants.plan import GrantPlan
from amana.domain.words import Language
from amana.settings import load
from amana.storage.address import ServerAddress
from amana.storage.grants.applying import Looked, apply, look, revoke
from amana.storage.grants.script import fresh, written
from amana.storage.secret_files import read_secret
from amana.wording.catalogue import say, say_count


class Shape(StrEnum):
    """The forms in which grants are printed."""

    TEXT = "text"
    JSON = "json"
    SQL = "sql"


class Deed(StrEnum):
    """What is done with the database."""

    SHOW = "show"
    """Print what it would need; where a database is named, how it differs, and change nothing."""
    APPLY = "apply"
    CHECK = "check"
    REVOKE = "revoke"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="grants")(grants)


def grants(  # noqa: PLR0913 - each is an argument or option of the command
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="[POLICY] MAP")],
    *,
    service: Annotated[str | None, typer.Option("--service", metavar="NAME")] = None,
    url_file: Annotated[Path | None, typer.Option("--url-file", metavar="FILE")] = None,
    apply_: Annotated[bool, typer.Option("--apply")] = False,
    check: Annotated[bool, typer.Option("--check")] = False,
    revoke_: Annotated[bool, typer.Option("--revoke")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: Annotated[Shape, typer.Option("--format")] = Shape.TEXT,
) -> int:
    """Print the grants that a policy leads to, set them, compare them, or take them away."""
    deed = _deed(apply_=apply_ and not dry_run, check=check, revoke_=revoke_ and not dry_run)
    address = None if url_file is None else ServerAddress.parse(read_secret(url_file))
    if address is None and deed is not Deed.SHOW:
        raise ValueMissing(command="amana grants", name="--url-file")
    language = language_of(context)
    if service is None:
        return _of_files(files, address, deed, form, language)
    (map_file,) = _named(files, 1)
    settings = load(data=data)
    with reached(settings) as storage:
        plan, version = plan_in_force(storage, service, text_of(map_file))
        if address is not None and deed is Deed.APPLY:
            looked = set_grants(storage, plan, address, version=version)
            return _show(plan, looked, deed, form, language)
        if address is not None and deed is Deed.REVOKE:
            ran = revoke_grants(storage, plan, address, version=version)
            return _show_revoked(ran, form, language)
        if address is not None and deed is Deed.CHECK:
            own = OwnDatabase(address=address, map=text_of(map_file))
            given = replace(probing(settings), own=lambda _: own)
            run_probe(storage, service, PROBE, given)
    return _with(plan, address, deed, form, language)


def _of_files(
    files: list[Path], address: ServerAddress | None, deed: Deed, form: Shape, language: Language
) -> int:
    policy_file, map_file = _named(files, 2)
    policy = open_policy(policy_file).policy
    return _with(plan_of(policy, text_of(map_file)), address, deed, form, language)


def _with(
    plan: GrantPlan, address: ServerAddress | None, deed: Deed, form: Shape, language: Language
) -> int:
    """Do what is asked without any evidence of it: there is no ledger, or nothing changes."""
    if address is None:
        return _show(plan, None, deed, form, language)
    if deed is Deed.REVOKE:
        return _show_revoked(revoke(address, plan), form, language)
    looked = apply(address, plan) if deed is Deed.APPLY else look(address, plan)
    return _show(plan, looked, deed, form, language)


def _deed(*, apply_: bool, check: bool, revoke_: bool) -> Deed:
    chosen = [
        deed
        for deed, given in ((Deed.APPLY, apply_), (Deed.CHECK, check), (Deed.REVOKE, revoke_))
        if given
    ]
    if len(chosen) > 1:
        raise WrongValue(command="amana grants", name=f"--{chosen[1].value}")
    return chosen[0] if chosen else Deed.SHOW


def _named(files: list[Path], count: int) -> list[Path]:
    """Return the files, of which there must be so many."""
    if len(files) < count:
        raise ValueMissing(command="amana grants", name="MAP")
    if len(files) > count:
        raise WrongValue(command="amana grants", name="MAP")
    return files


def _show(
    plan: GrantPlan, looked: Looked | None, deed: Deed, form: Shape, language: Language
) -> int:
    """Print the plan and how the database stands; a check fails where it is otherwise."""
    if form is Shape.SQL:
        ran = looked.statements if looked else tuple(map(written, fresh(plan)))
        print_text("\n".join(ran))
    elif form is Shape.JSON:
        stands = {} if looked is None else looked_json(looked)
        print_json({"plan": plan_json(plan), "deed": deed.value, **stands})
    else:
        lines = [] if deed is Deed.CHECK else [*plan_lines(plan, language)]
        lines += [] if looked is None else looked_lines(looked, language)
        if deed is Deed.APPLY and looked is not None and looked.statements:
            lines.append(say_count("grants.applied", len(looked.statements), language))
        print_text("\n".join(lines))
    failed = deed is Deed.CHECK and looked and (looked.drift or looked.warnings.leaks)
    return Exit.FAILED if failed else Exit.OK


def _show_revoked(ran: tuple[str, ...], form: Shape, language: Language) -> int:
    if form is Shape.JSON:
        print_json({"deed": Deed.REVOKE.value, "statements": list(ran)})
    elif form is Shape.SQL:
        print_text("\n".join(ran))
    else:
        print_text(say("grants.revoked" if ran else "grants.none", language))
    return Exit.OK
