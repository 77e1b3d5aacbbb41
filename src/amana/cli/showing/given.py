"""Any policy for a demonstration: a policy file, or a text that is read for it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from amana.cli.policy_file import LARGEST, FileMissing, PolicyFile, open_policy
from amana.domain.policy.contradictions import contradictions
from amana.domain.policy.finding import Remark, Severity
from amana.domain.policy.parse import parse
from amana.reading import as_policy, read

_YAML: Final = frozenset({".yaml", ".yml"})
_LONGEST_NAME: Final = 40


def given_policy(path: Path, *, told: Callable[[Remark], None]) -> PolicyFile:
    """Return the policy of a policy file, or what is proposed for a text, a page or a notice.

    A text's proposals are taken as they are, for show: nobody has confirmed them. Where the
    text contradicts itself that is told, and the weaker promise is left out of the policy.
    """
    if path.suffix.lower() in _YAML:
        return open_policy(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise FileMissing(file=str(path)) from error
    reading = read(data, name=path.name)
    whole, texts = as_policy(reading, service=_slug(path), settled=False)
    found = [r for r in contradictions(parse(whole, texts=texts)) if r.severity is Severity.ERROR]
    for remark in found:
        told(remark)
    source, texts = as_policy(reading, service=_slug(path)) if found else (whole, texts)
    return PolicyFile(source=source, texts=texts, policy=parse(source, texts=texts))


def _slug(path: Path) -> str:
    """Make a service's name of the file's name."""
    words = re.sub(r"[^a-z0-9]+", "-", path.stem.lower(), flags=re.ASCII).strip("-")
    return words[:_LONGEST_NAME].strip("-") if words[:1].isalpha() else "demo"
