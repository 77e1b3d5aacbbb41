"""The program's entrance: ``amana`` and ``python -m amana``."""

import sys

try:
    from amana.cli.app import run
except ModuleNotFoundError as missing:
    if (missing.name or "").split(".")[0] == "amana":
        raise
    _MISSING = missing.name
else:
    _MISSING = None

_EXTRA_IS_MISSING = """\
هذا هو العميل الذي تستعمله التطبيقات وحده، دون أوامر الطرفية.
لإضافتها: pip install 'amana[reading]'
This is the client for applications alone, without the command line.
Add it: pip install 'amana[reading]'
({missing})"""


def main() -> None:
    """Run the command line, and leave with its exit code."""
    if _MISSING is not None:
        print(_EXTRA_IS_MISSING.format(missing=_MISSING), file=sys.stderr)  # noqa: T201 - the terminal is the edge
        raise SystemExit(5)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # text streams both
    raise SystemExit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
