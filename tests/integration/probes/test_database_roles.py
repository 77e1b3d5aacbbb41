"""What the probe of roles sees: in Amana's own database, and in one of the organisation's own."""

from typing import TYPE_CHECKING

import psycopg
import pytest

from amana.acts.probes import database_roles, own_database
from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import OwnDatabase, ProbeRun, run_probe
from amana.domain.evidence.proof import State
from amana.storage import ServerAddress

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.probes.conftest import House

ROLES = "A15: {protect: [email, phone], by: [least_privilege]}"


@pytest.mark.promise("A15", "W11")
def test_a_login_that_reads_or_becomes_more_than_itself_is_found(
    house: "House", server: ServerAddress
) -> None:
    """As the server was set up nothing is wrong; a grant too many is named by the roles."""
    house.promise(ROLES)
    run = house.look(database_roles.PROBE)
    assert run.looked is not None
    assert run.looked.kept == {"A15"}
    assert run.looked.faults == ()
    role = psycopg.sql.Identifier(f"amana_s_{house.service.replace('-', '_')}")
    grant = psycopg.sql.SQL("grant amana_platform to {}").format(role)
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(grant)
        try:
            run = house.look(database_roles.PROBE)
        finally:
            connection.execute(psycopg.sql.SQL("revoke amana_platform from {}").format(role))
    assert run.looked is not None
    assert {"becomes", "crossing"} <= {f.code for f in run.looked.faults}
    assert house.standing("A15").state is State.BROKEN


@pytest.mark.promise("A15")
def test_a_database_of_the_organisations_own_is_compared_too(
    house: "House", server: ServerAddress, tmp_path: "Path"
) -> None:
    """By map and address in two files; of a map that is not of it nothing is seen."""
    house.promise(ROLES)
    assert own_database.own_database(tmp_path, house.service) is None
    (tmp_path / f"{house.service}.yaml").write_text("x", "utf-8")
    with pytest.raises(CannotLook):
        own_database.own_database(tmp_path, house.service)
    url = tmp_path / f"{house.service}.url"
    url.write_text("postgresql://a:b@127.0.0.1:1/c", "utf-8")
    url.chmod(0o600)
    named = own_database.own_database(tmp_path, house.service)
    assert named is not None
    assert named.map == "x"
    wrong = {"x": Unseen.OWN_DATABASE, _tables(house, "x"): Unseen.UNREACHABLE}
    for text, reason in wrong.items():
        assert _own(house, OwnDatabase(address=named.address, map=text)).unseen is reason
    assert _own(house, OwnDatabase(address=server, map=_tables(house, "x"))).unseen is (
        Unseen.OWN_DATABASE
    )
    found = _own(house, OwnDatabase(address=server, map=_tables(house, "service"))).looked
    assert found is not None
    assert {f.code for f in found.faults} == {"grant_missing"}


def _tables(house: "House", name: str) -> str:
    return (
        f"amana: 1\nservice: {house.service}\ntables:\n"
        f"  people: {{table: {name}, schema: amana, person: slug,"
        " columns: {slug: {is: email}}}\n"
    )


def _own(house: "House", own: OwnDatabase) -> ProbeRun:
    given = house.given()
    given = type(given)(
        sites=given.sites,
        folders=given.folders,
        values=given.values,
        wire=given.wire,
        own=lambda _: own,
    )
    return run_probe(house.storage, house.service, database_roles.PROBE, given)


@pytest.mark.promise("A15")
def test_rows_of_others_and_ways_around_the_grants_are_faults(
    house: "House", server: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table in which others' rows show; a function of the owner's that anybody may call."""
    house.promise(ROLES)
    monkeypatch.setattr(database_roles, "foreign_rows", lambda _: ("record",))
    run = house.look(database_roles.PROBE)
    assert run.looked is not None
    assert [(f.code, f.place) for f in run.looked.faults] == [("others_rows", "record")]
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(
            "create function public.leaky() returns bigint language sql security definer"
            " return (select count(*) from amana.service)"
        )
        try:
            own = OwnDatabase(address=server, map=_tables(house, "service"))
            found = _own(house, own).looked
        finally:
            connection.execute("drop function public.leaky()")
    assert found is not None
    assert "grant_around" in {fault.code for fault in found.faults}
