"""Take the README's pictures from a running demo: ``python tools/screenshots.py URL``."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from amana.domain.words import LANGUAGES

IMAGES: Final = Path(__file__).parents[1] / "docs" / "images"
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
SIZE: Final = "1100,1300"


def main(arguments: Sequence[str]) -> int:
    """Take one picture a language; end with 1 where there is no browser or no page."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None or len(arguments) != 1:
        print("needs Chromium, and the address of a policy page", file=sys.stderr)  # noqa: T201 - a program for the terminal
        return 1
    for language in LANGUAGES:
        picture = IMAGES / f"policy-{language}.png"
        subprocess.run(  # noqa: S603 - the browser of this machine, on our own page
            [
                *(browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
                *("--disable-background-networking", "--disable-component-update"),
                *(f"--window-size={SIZE}", f"--screenshot={picture}"),
                f"{arguments[0]}?lang={language}",
            ],
            check=True,
            capture_output=True,
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
