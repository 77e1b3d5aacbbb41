"""A Django project beside a served Amana: one for all these tests, for Django has one setting."""

from collections.abc import Callable, Iterator
from typing import Any

import django
import pytest
from bookshop.setting_up import POLICY, SECRET, Project, configure
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from amana.acts.found_service import found_service
from amana.domain.policy.parse import parse
from amana.sdk.django import client
from amana.sdk.django.configured import configured
from amana.sdk.django.declared import declared, declared_of
from amana.storage import Storage


@pytest.fixture(scope="session")
def project(
    storage: Storage, real_site: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Project]:
    """Set the project up, with its own database."""
    folder = tmp_path_factory.mktemp("bookshop")
    founded = found_service(storage, parse(POLICY, texts={}), source=POLICY, texts={})
    assert founded.key is not None
    key, secret = folder / "key", folder / "secret"
    key.write_text(founded.key, encoding="ascii")
    secret.write_text(SECRET, encoding="ascii")
    configure(folder, real_site, key, secret)
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    yield Project(url=real_site, browser=Client)
    client().close()


@pytest.fixture
def setting(project: Project) -> Iterator[Callable[[Any], None]]:
    """Return what puts another setting in place of the project's, until the test is over."""
    del project
    before = settings.AMANA

    def put(said: Any) -> None:  # noqa: ANN401 - also what is no setting
        settings.AMANA = said
        for each in (configured, declared, declared_of):
            each.cache_clear()

    yield put
    put(before)
