"""An example's application as the demonstration's pages know one that runs, without running it."""

from io import StringIO
from pathlib import Path

from amana.cli.showing.example import Example, ShownApp


def pretended(shown: Example) -> ShownApp:
    """Return what its pages are told of an application; nothing listens at its addresses."""
    return ShownApp(
        example=shown,
        url="http://127.0.0.1:2",
        officer="officer@maeen.example",
        password_file=Path("/demo/officer.password"),
        tags="http://localhost:3",
        source=None,
        lines=StringIO(),
        has_ended=lambda: False,
    )
