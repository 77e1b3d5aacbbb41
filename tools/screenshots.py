"""Take the README's pictures from a running demo: ``python tools/screenshots.py POLICY GUIDE``.

POLICY is the address of a policy page, GUIDE that of the demonstration's first page.
"""

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
_GIVEN: Final = 2


def main(arguments: Sequence[str]) -> int:
    """Take each picture in each language; end with 1 where there is no browser or no page."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None or len(arguments) != _GIVEN:
        print("needs Chromium, and the addresses of a policy page and the guide", file=sys.stderr)  # noqa: T201 - a program for the terminal
        return 1
    policy, guide = arguments[0], arguments[1].rstrip("/")
    for language in LANGUAGES:
        _picture(browser, f"policy-{language}", f"{policy}?lang={language}")
        _picture(browser, f"demo-{language}", f"{guide}/?lang={language}")
        promises = f"{guide}/services/services_app?lang={language}"
        _picture(browser, f"demo-promises-{language}", promises)
    return 0


def _picture(browser: str, name: str, url: str) -> None:
    subprocess.run(  # noqa: S603 - the browser of this machine, on our own page
        [
            *(browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *("--disable-background-networking", "--disable-component-update"),
            *(f"--window-size={SIZE}", f"--screenshot={IMAGES / name}.png"),
            url,
        ],
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
