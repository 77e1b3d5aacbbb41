"""The application over a database of few services: metrics and looks go to each of them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from fastapi import FastAPI

from amana.acts.doors.public import PublicDoor
from amana.http.app import create_app
from amana.http.platform import Platform, PublicActs
from amana.storage import Storage

SiteOf = Callable[[PublicActs], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def storage(sparse_storage: Storage) -> Storage:
    """Return the database of few services."""
    return sparse_storage


@pytest.fixture(scope="session")
def site_of(
    storage: Storage,
    serve: Callable[[FastAPI], AbstractContextManager[str]],
    platform_over: Callable[[PublicActs, Storage], Platform],
) -> SiteOf:
    """Return what serves the application over these public acts and that database."""
    return lambda public: serve(create_app(platform_over(public, storage)))


@pytest.fixture(scope="session")
def real_site(storage: Storage, site_of: SiteOf) -> Iterator[str]:
    """Return the address of the application over that database alone."""
    with site_of(PublicDoor(storage, Path())) as address:
        yield address
