"""A client whose transport is scripted: faults of the wire that a real server does not make."""

from collections.abc import Callable

import httpx
import pytest

from amana.sdk import Amana

Script = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def client() -> Callable[[Script], Amana]:
    """Build a client on a scripted transport."""

    def build(script: Script) -> Amana:
        return Amana("http://127.0.0.1:9", "planted-key-5c1", transport=httpx.MockTransport(script))

    return build
