"""What is wrong with the setting, as ``manage.py check`` says it."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

from amana.sdk.django.configured import configured, named
from amana.sdk.django.declared import declared


def faults_of(*_: Any, **__: Any) -> Sequence[CheckMessage]:  # noqa: ANN401 - Django's own signature
    """Return what does not fit: a model, a field, a function or a file that is not there."""
    said = configured()
    found: list[CheckMessage] = []
    try:
        named_there = [each.person.replace(":", ".") for each in declared() if ":" in each.person]
        if said.mail_of is not None:
            named_there.append(said.mail_of)
        for path in named_there:
            named(path)
    except (ImproperlyConfigured, ImportError) as fault:
        found.append(Error(str(fault), id="amana.E001"))
    for file in (said.key_file, said.tells):
        if file is not None:
            found += _unreadable(str(file))
    return found


def _unreadable(path: str) -> list[CheckMessage]:
    try:
        with open(path, "rb"):  # noqa: PTH123 - looks only whether it may be read
            return []
    except OSError as fault:
        hint = "amana service key prints one; its file must be readable by this process."
        return [Error(f"{path}: {fault.strerror}", hint=hint, id="amana.E002")]
