"""The marks of a restriction: a change with a key of its own when they are taken off."""

import base64
import json

from amana.acts.http_source.question import Asked, change_key, question
from amana.domain.source.outcome import Sought

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
ANN = Sought(
    person="known to us alone",
    identifiers={"email": ("ann@x.example",)},
    pseudonym="erased-" + "1" * 17,
)


def _key(*, on: bool) -> str:
    said = json.loads(question(Asked.RESTRICT, [ANN], SECRET, on=on))
    assert said["on"] is on
    return str(said["persons"][0]["key"])


def test_a_mark_that_is_taken_off_is_a_change_of_its_own() -> None:
    """A service that knows repeated changes by their key would else leave the mark there."""
    assert _key(on=False) == _key(on=False)
    assert _key(on=True) == _key(on=True)
    assert _key(on=False) != _key(on=True)
    assert _key(on=True) == change_key(Asked.RESTRICT, ANN.pseudonym, SECRET)
