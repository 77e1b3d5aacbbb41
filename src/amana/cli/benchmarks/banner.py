"""``amana bench banner``: what the cookie banner weighs, by part, and how long a page waits for it.

The banner is that of a policy with three purposes, in both languages. Where the system has a
Chromium, a page is opened in it again and again: the time from the script's own start until it
has kept everything back is what a page waits beside the way over the network.
"""

import gzip
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from amana.acts.in_force import parsed
from amana.cli.benchmarks.result import Figure, Outcome, of_runs
from amana.domain.banner.banner import banner_of
from amana.domain.policy.earlier import Published, steps_of
from amana.http.banner_script import parts_of, script_of

SERVICE: Final = "bench-banner"
BAR_KB: Final = 10
RUNS: Final = 5
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
_KB: Final = 1_000
_PATIENCE_S: Final = 60
_TOOK: Final = re.compile(r"<title>([0-9.]+)</title>")
PEERS_KB: Final = {
    "orestbida_cookieconsent": 15.5,
    "osano_cookieconsent": 8.0,
    "probo_cookie_banner": 21.6,
    "c15t_core": 28.4,
    "klaro": 68.9,
}
"""With gzip, in kB of 1,000 bytes, as measured from what each published.

Osano's blocks nothing by itself; c15t's is without its interface.
"""
POLICY: Final = """\
amana: 1
service: bench-banner
title: {ar: "سياسة الخصوصية", en: "Privacy policy"}
controller: {name: {ar: "الدار", en: "The House"}, email: privacy@house.example}
languages: [ar, en]
laws: [qatar]
data:
  cookies: {is: "pd:Tracking", name: {ar: "معرّف المتصفح", en: "an id of the browser"}}
purposes:
  shop: {is: "dpv:ServiceProvision", basis: contract}
  analytics: {is: "dpv:ServiceUsageAnalytics", basis: consent}
  personal: {is: "dpv:Personalisation", basis: consent}
  ads: {is: "dpv:Marketing", basis: consent}
promises:
  P1:
    cookie: [analytics, personal, ads]
    data: [cookies]
    essential: [shop]
    signals: [gpc, consent_mode]
    names: ["_stat*", _ad]
"""


def measure(*, full: bool, tell: Callable[[str], None]) -> Outcome:
    """Return the sizes beside their bar, and the times to block where a browser is there."""
    known = parsed(POLICY, {})
    version = Published(number=1, policy=known.policy, book=known.book, material=None)
    banner = banner_of(known.policy, steps_of([version]))
    script = script_of(SERVICE, banner)
    figures = [
        Figure(name="compressed_kb", value=len(script.packed) / _KB, unit="kB", bar=BAR_KB),
        Figure(name="plain_kb", value=len(script.plain) / _KB, unit="kB"),
        *(
            Figure(name=f"{name}_kb", value=len(gzip.compress(part, 9)) / _KB, unit="kB")
            for name, part in parts_of(SERVICE, banner).items()
        ),
        *(Figure(name=f"peer_{name}_kb", value=kb, unit="kB") for name, kb in PEERS_KB.items()),
    ]
    runs = RUNS * (4 if full else 1)
    took = _times(script.plain.decode("utf-8"), runs, tell)
    figures += of_runs("block_ms", took, "ms") if took else ()
    return Outcome(
        size={
            "purposes": len(banner.categories),
            "runs": len(took),
            "load_percent": round(os.getloadavg()[0] * 100),
        },
        figures=tuple(figures),
    )


def _times(script: str, runs: int, tell: Callable[[str], None]) -> list[float]:
    """Return the milliseconds that the script took in a browser; none without a browser."""
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if program is None:
        tell("no chromium here: the time to block is left out")
        return []
    with tempfile.TemporaryDirectory(prefix="amana-bench-banner-") as folder:
        page = Path(folder) / "page.html"
        # A file has no cookies, so that nothing was chosen: all is kept back.
        page.write_text(_page(script), encoding="utf-8")
        return [_run(program, page, folder) for _ in range(runs)]


def _page(script: str) -> str:
    inert = script.replace("</", "<\\/").replace("document.currentScript", "_own")
    waiting = '<script type="text/plain" data-amana="ads" data-src="/ad.js"></script>' * 10
    return (
        '<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>0</title>'
        "<script>const _own={src:'http://amana.invalid/bench/banner.js',dataset:{},nonce:''};"
        f"const begun=performance.now();\n{inert}\nlet took=performance.now()-begun;</script>"
        f"{waiting}<body><script>addEventListener('DOMContentLoaded',()=>"
        "{document.title=took.toFixed(3)})</script></body></html>"
    )


def _run(program: str, page: Path, folder: str) -> float:
    done = subprocess.run(  # noqa: S603 - a browser of this machine, on a page of our own
        [
            program,
            *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
            *("--disable-component-update", "--disable-sync", f"--user-data-dir={folder}/browser"),
            *("--virtual-time-budget=2000", "--dump-dom", page.as_uri()),
        ],
        capture_output=True,
        check=True,
        text=True,
        timeout=_PATIENCE_S,
    )
    found = _TOOK.search(done.stdout)
    return float(found[1]) if found else float("nan")
