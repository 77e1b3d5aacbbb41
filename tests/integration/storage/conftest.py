"""The same storage on the embedded server and on the system's own PostgreSQL."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from amana.storage import EmbeddedServer, GivenRootKey, Storage


@pytest.fixture(params=["embedded", pytest.param("system", marks=pytest.mark.postgres)])
def programs(request: pytest.FixtureRequest) -> Path | None:
    """Name the programs of each server in turn; ``None`` are the embedded ones."""
    if request.param == "embedded":
        return None
    found = request.getfixturevalue("system_programs")
    assert isinstance(found, Path)
    return found


@pytest.fixture(scope="session")
def system_storage(place: Path, system_programs: Path) -> Iterator[Storage]:
    """Storage on a server that the system's own programs run."""
    with EmbeddedServer(place / "system", binaries=system_programs, durable=False) as address:
        made = Storage(address, root_key=GivenRootKey(bytes(32)), secrets=place / "system-secrets")
        made.set_up()
        yield made
        made.close()


@pytest.fixture(
    params=["embedded", pytest.param("system", marks=pytest.mark.postgres)], scope="session"
)
def any_storage(request: pytest.FixtureRequest) -> Storage:
    """Storage on each server in turn."""
    found = request.getfixturevalue("storage" if request.param == "embedded" else "system_storage")
    assert isinstance(found, Storage)
    return found


@pytest.fixture
def any_service(any_storage: Storage) -> str:
    """Make a fresh service of the test's own on that server."""
    name = f"test-{secrets.token_hex(6)}"
    any_storage.create_service(name)
    return name
