"""What an application takes on by installing the client."""

import subprocess
import sys
from importlib.metadata import requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

MOST_PACKAGES = 8


def _needed(name: str, found: set[str]) -> set[str]:
    """Follow the requirements that hold here without any extra."""
    found.add(canonicalize_name(name))
    for line in requires(name) or []:
        requirement = Requirement(line)
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if wanted and canonicalize_name(requirement.name) not in found:
            _needed(requirement.name, found)
    return found


def test_the_light_client_brings_at_most_eight_packages() -> None:
    """Counted from the metadata, this package included."""
    packages = _needed("amana", set())
    assert "httpx" in packages
    assert len(packages) <= MOST_PACKAGES, sorted(packages)


def test_the_client_imports_nothing_of_the_server() -> None:
    """Importing it in a fresh interpreter loads neither server, database nor template engine."""
    program = "import sys, amana.sdk; print('\\n'.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout.split()
    ours = {name.split(".")[1] for name in loaded if name.startswith("amana.")}
    assert ours == {"sdk", "domain"}
    assert {"fastapi", "psycopg", "jinja2", "pydantic", "yaml", "typer"}.isdisjoint(loaded)
