"""The mail benchmark in its small size: sent, signed, killed twice, and nobody forgotten."""

import json

import pytest

from amana.cli.app import run


@pytest.mark.slow
def test_the_small_size_forgets_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    """Only what was in hand at a kill went out twice."""
    run(["bench", "mail", "--smoke", "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    figures = {each["name"]: each for each in said["figures"]}
    assert figures["forgotten"]["value"] == 0
    assert figures["told_twice"]["value"] <= figures["taken_up"]["value"]
    assert figures["signed_per_core_s"]["value"] > 0
