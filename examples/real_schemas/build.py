"""Make a database that nobody here designed: a package's own schema, filled with people.

``build.py NAME DATABASE`` makes an environment under ``--cache`` once, with the package in it, and
runs the package's own migrations there; NAME is one of the packages below,
DATABASE ``sqlite:///FILE`` or ``postgresql://...`` of a database that is empty; one with a password
belongs in the variable ``DATABASE``.
"""

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path

PACKAGES = {
    "oscar": ("oscar_shop.py", ["django-oscar==4.2.1"]),
    "appointment": ("appointments.py", ["django-appointment==3.12.0"]),
    "helpdesk": ("help_desk.py", ["django-helpdesk==2.6.1"]),
    "newsletter": (
        "small_apps.py",
        ["django-newsletter==1.2.1", "sorl-thumbnail", "Pillow", "setuptools<82"],
    ),
    "organizations": ("small_apps.py", ["django-organizations==2.7.0"]),
    "postman": ("small_apps.py", ["django-postman==4.6"]),
}
ALWAYS = ["faker==40.54.0", "psycopg[binary]>=3.2"]
NOT_INSTALLED = 3
"""The exit code where the packages cannot be had."""
HERE = Path(__file__).parent


def environment(name: str, cache: Path) -> Path:
    """Return the Python of the package's environment, which is made where it is not there."""
    folder = cache / name
    python = folder / "bin" / "python"
    done = folder / "installed"
    if not done.exists():
        venv.create(folder, with_pip=True, clear=True)
        packages = [*PACKAGES[name][1], *ALWAYS]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        done.touch()
    return python


def build(name: str, python: Path, database: str, count: int) -> None:
    """Make and fill the database."""
    script = HERE / PACKAGES[name][0]
    told = {**os.environ, "DATABASE": database, "PEOPLE": str(count), "NAME": name}
    subprocess.run([python, script], check=True, cwd=HERE, env=told)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=PACKAGES)
    parser.add_argument("database", nargs="?", default=os.environ.get("DATABASE"))
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "amana-examples")
    parser.add_argument("--people", type=int, default=60)
    chosen = parser.parse_args()
    if chosen.database is None:
        parser.error("give the database's address, or set DATABASE")
    try:
        python = environment(chosen.name, chosen.cache)
    except subprocess.CalledProcessError:
        sys.exit(NOT_INSTALLED)
    build(chosen.name, python, chosen.database, chosen.people)


if __name__ == "__main__":
    main()
