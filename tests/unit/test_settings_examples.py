"""The settings file that a new installation gets: what stands in comments works as it stands."""

import tomllib
from dataclasses import fields

from amana.cli.init import settings_text
from amana.settings.model import Settings
from amana.settings.readers import READERS


def test_every_commented_setting_is_right_where_the_sign_is_taken_away() -> None:
    """Each is TOML, and each is read; none is left out."""
    lines = settings_text({"data": "data"}).splitlines()
    settings = [line for line in lines if line.removeprefix("# ").split(" = ")[0] in READERS]
    found = tomllib.loads("\n".join(line.removeprefix("# ") for line in settings))
    assert found.keys() == {each.name for each in fields(Settings)}
    for name, value in found.items():
        READERS[name](name, value)
        assert value not in ("None", "()"), name
