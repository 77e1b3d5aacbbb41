"""Addresses of databases: read strictly, with TLS beyond this machine."""

import pytest

from amana.storage import ServerAddress
from amana.storage.address import check_version
from amana.storage.errors import BadAddress, BadServiceName, TooOld, Unencrypted
from amana.storage.roles import role_of


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:secret@localhost:5433/db",
        "postgresql://me:secret@127.0.0.1:5433/db?sslmode=disable",
        "host=/run/postgresql port=5433 dbname=db user=me password=secret",
        "postgresql://me:secret@db.example.org:5433/db?sslmode=verify-full",
        "postgresql://me:secret@db.example.org:5433/db?sslmode=require",
    ],
)
def test_an_address_is_read_in_its_parts(url: str) -> None:
    """A socket, this machine, or TLS; the password never shows."""
    address = ServerAddress.parse(url)
    assert (address.user, address.port, address.database) == ("me", 5433, "db")
    assert address.password == "secret"  # noqa: S105 - made up
    assert "secret" not in repr(address)


@pytest.mark.promise("W10", "C9")
@pytest.mark.parametrize("mode", ["", "?sslmode=prefer", "?sslmode=allow", "?sslmode=disable"])
def test_beyond_this_machine_tls_is_demanded(mode: str) -> None:
    """What only prefers encryption can be talked out of it."""
    with pytest.raises(Unencrypted):
        ServerAddress.parse(f"postgresql://me@db.example.org/db{mode}")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "secret",
        "mysql://me:secret@localhost/db",
        "postgresql://me:secret@localhost:x/db",
        "postgresql://me:secret@a.example,b.example/db",
        "postgresql://me:secret@localhost/db?nonsense=1",
        "host=localhost hostaddr=203.0.113.1 password=secret",
        "service=elsewhere password=secret",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(url: str) -> None:
    """The error holds nothing of it, for it may hold a password."""
    with pytest.raises(BadAddress) as refused:
        ServerAddress.parse(url)
    assert not refused.value.fields
    assert refused.value.__cause__ is None


def test_a_role_is_made_of_the_services_name() -> None:
    """Each name has a role of its own."""
    assert role_of("services-app") == "amana_s_services_app"


@pytest.mark.parametrize("name", ["", "A", "1a", "a_b", "a--b", "-a", "a-", "a" * 41, "a;", "ش"])
def test_a_name_that_is_none_has_no_role(name: str) -> None:
    """What would need quoting does not come so far."""
    with pytest.raises(BadServiceName):
        role_of(name)


def test_a_server_before_version_15_is_too_old() -> None:
    """Both versions are named."""
    check_version(150_000)
    check_version(180_004)
    with pytest.raises(TooOld) as refused:
        check_version(140_019)
    assert refused.value.fields == {"found": 14, "oldest": 15}
