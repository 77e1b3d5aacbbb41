"""Cedar and Casbin, asked the benchmark's questions: each with all that can be prepared, prepared.

Both are packages for development only; where one is absent the benchmark does without it.
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, Final

from amana.cli.benchmarks.decision_rules import CASBIN, CASBIN_MODEL, CEDAR, DATA, Asked

_GROUPS: Final = {
    "name": ("contact", "given"),
    "email": ("contact", "given"),
    "phone": ("contact", "given"),
    "card": ("given",),
}

Ask = Callable[[Asked], Callable[[], bool]]
"""Prepares a question, and gives what answers it again and again."""


def cedar() -> Ask | None:
    """Return what asks Cedar, its policies and entities parsed; ``None`` where it is absent."""
    try:
        cedarpy: Any = import_module("cedarpy")
    except ModuleNotFoundError:
        return None
    policies = cedarpy.PolicySet.from_str(CEDAR)
    entities = cedarpy.Entities.from_json_str(json.dumps(list(_entities())))

    def ask(asked: Asked) -> Callable[[], bool]:
        request = {
            "principal": 'Service::"shop"',
            "action": f'Action::"{asked.question.doing.value}"',
            "resource": f'Data::"{asked.data}"',
            "context": dict(asked.context),
        }
        return lambda: bool(cedarpy.is_authorized(request, policies, entities).allowed)

    return ask


def casbin() -> Ask | None:
    """Return what asks Casbin, its model and policies loaded; ``None`` where it is absent."""
    try:
        package: Any = import_module("casbin")
    except ModuleNotFoundError:
        return None
    logging.getLogger("casbin").setLevel(logging.ERROR)
    model = package.Model()
    model.load_model_from_text(CASBIN_MODEL)
    enforcer = package.Enforcer(model)
    enforcer.add_function("named", _named)
    enforcer.add_function("agrees", _agrees)
    for line in CASBIN:
        enforcer.add_policy(*line)

    def ask(asked: Asked) -> Callable[[], bool]:
        question, context = asked.question, asked.context
        given = (question.doing.value, asked.data, context["purpose"], context)
        return lambda: bool(enforcer.enforce(*given))

    return ask


def _entities() -> Iterator[dict[str, object]]:
    for name in DATA:
        parents = [{"type": "Group", "id": group} for group in _GROUPS.get(name, ())]
        yield {"uid": {"type": "Data", "id": name}, "attrs": {}, "parents": parents}


def _named(pattern: str, name: str) -> bool:
    return pattern == "*" or name in pattern.split()


def _agrees(pattern: str, context: Mapping[str, str | bool]) -> bool:
    """Tell whether all words of the pattern hold: ``name=a|b``, ``name`` or ``!name``."""
    return all(_holds(word, context) for word in pattern.split())


def _holds(word: str, context: Mapping[str, str | bool]) -> bool:
    name, given, values = word.partition("=")
    if given:
        return context[name] in values.split("|")
    return not context[name[1:]] if name.startswith("!") else bool(context[name])
