"""Founding a service: its key is shown once, so a run that fails must not have made it."""

from collections.abc import Callable

import pytest

from amana.acts.found_service import Founded, found_service
from amana.acts.publish_policy import Contradicts
from amana.domain.policy.parse import parse
from amana.storage import Storage

COLLECT = "P1: {collect: [email], at: [registration], for: [orders]}"
NEVER = "P2: {never: [email], collected: true}"


def test_a_service_gets_its_key_after_a_first_try_that_failed(
    storage: Storage, service: str, write: Callable[..., str]
) -> None:
    """A policy that contradicts itself is refused; once it is mended, the key is there."""
    fresh = f"{service}-new"
    with pytest.raises(Contradicts):
        _found(storage, write(COLLECT, NEVER, named=fresh))
    founded = _found(storage, write(COLLECT, named=fresh))
    assert (founded.number, founded.differs) == (1, False)
    assert founded.key is not None
    with storage.platform() as platform:
        holder = platform.holder_of(founded.key)
    assert holder is not None
    assert holder.service == fresh


def test_a_service_that_has_a_key_is_given_no_other(
    storage: Storage, service: str, write: Callable[..., str]
) -> None:
    """Starting again changes nothing."""
    fresh = f"{service}-new"
    assert _found(storage, write(COLLECT, named=fresh)).key is not None
    again = _found(storage, write(COLLECT, named=fresh))
    assert (again.key, again.number, again.differs) == (None, 1, False)


def _found(storage: Storage, source: str) -> Founded:
    """Found the service that the policy names."""
    return found_service(storage, parse(source, texts={}), source=source, texts={})
