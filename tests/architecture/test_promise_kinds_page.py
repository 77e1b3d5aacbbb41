"""The reference of the kinds of promise is the one that their code makes."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_kinds_is_current() -> None:
    """A kind that changed without its page fails; ``python tools/promise_kinds.py`` mends it."""
    command = [sys.executable, str(ROOT / "tools" / "promise_kinds.py"), "--check"]
    assert subprocess.run(command, check=False).returncode == 0
