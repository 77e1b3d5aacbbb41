"""Make the reference of the kinds of promise: ``python tools/promise_kinds.py [--check]``.

``docs/reference/promise-kinds.md`` is never written by hand. With ``--check`` nothing is written,
and a page that differs ends the program with 1.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields
from enum import Enum
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

from amana.domain.decision.rule import Rule
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import EvidenceQuestion
from amana.domain.period import Period
from amana.domain.promises import KINDS
from amana.domain.promises.kind import DataId, Kind, PurposeId, RecipientId, Terms
from amana.domain.vocabulary import DATA, PURPOSES, RECIPIENTS
from amana.domain.vocabulary.named import Named

PAGE: Final = Path(__file__).parents[1] / "docs" / "reference" / "promise-kinds.md"
MADE: Final = "<!-- Made by tools/promise_kinds.py; change the kinds instead. -->"
TERMS: Final = Terms(
    data={key: term.words for key, term in DATA.items()},
    purposes={key: term.words for key, term in PURPOSES.items()},
    recipients={key: term.words for key, term in RECIPIENTS.items()},
)
TYPES: Final[dict[object, str]] = {
    str: "text",
    bool: "yes or no",
    int: "whole number",
    Period: "period, ISO 8601",
    DataId: "data",
    PurposeId: "purpose",
    RecipientId: "recipient",
}
EXAMPLES: Final[dict[str, dict[str, object]]] = {
    "collect": {"data": ["email", "phone"], "for_": ["provide_service"], "at": ["registration"]},
    "use": {"data": ["email"], "for_": ["communicate"], "through": ["email"]},
    "only": {"data": ["email"], "at": ["order"], "for_": ["communicate"], "unless": "marketing"},
    "never": {"data": ["name", "email"], "as_": ["sell", "rent"]},
    "share": {"data": ["name"], "to": ["service_providers"], "for_": ["delivery"]},
    "choice": {"for_": ["marketing"], "by": "double_opt_in"},
    "message": {"message": ["newsletter"], "for_": ["marketing"], "to": ["email"]},
    "cookie": {"for_": ["analytics"], "data": ["cookies"], "essential": ["provide_service"]},
    "protect": {"data": ["payment_card"], "by": ["mask"], "show": "last4"},
    "verify": {"before": ["copy"], "by": ["one_time_code"], "digits": 6, "lasts": "PT10M"},
    "retain": {"data": ["order_booking"], "until": "order_done", "period": "P3Y"},
    "right": {"rights": ["copy"], "within": "P30D", "as_": ["json"]},
    "breach": {"whom": ["affected"], "within": "PT72H"},
    "children": {"under": 16},
    "change": {"by": ["published", "email"], "ahead": "P30D"},
    "locate": {"data": ["email"], "in_": ["QA"]},
    "scope": {"topics": ["languages"]},
    "publish": {"data": ["content_reviews"], "as_": ["anonymous"], "moderated": True},
    "monitor": {"data": ["location"], "for_": ["legal_compliance"]},
    "law": {"laws": ["qatar"]},
    "contact": {"through": ["email"]},
    "accept": {"by": ["explicit"], "before": ["posting_ad"]},
}


def main(arguments: Sequence[str]) -> int:
    """Write the page, or with ``--check`` compare it."""
    text = page()
    stands = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if "--check" in arguments:
        return int(stands != text)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")
    return 0


def page() -> str:
    """Return the whole page."""
    intro = "Each promise of a policy is of one kind. The first item stands under the kind's name."
    return "\n\n".join(["# Kinds of promise", MADE, intro, *map(_section, KINDS.values())]) + "\n"


def _section(kind: Kind[Any]) -> str:
    """Return a kind's section: about, items, example, rules, proof."""
    form = _example(kind)
    table = "\n".join(["| item | what | may be |", "|---|---|---|", *_items(kind)])
    rules = "\n".join(f"- {_rule(rule)}" for rule in kind.rules(form)) or "- none: it adds nothing"
    return "\n\n".join(
        [
            f"## `{kind.name}`: {kind.title.en} · {kind.title.ar}",
            kind.about.en,
            kind.about.ar,
            table,
            f"```yaml\n{_yaml(kind)}\n```",
            f"> {kind.words(form, TERMS, 'en')}",
            f"> {kind.words(form, TERMS, 'ar')}",
            f"Rules of the example:\n\n{rules}",
            f"Proof of the example:\n\n{_proof(kind.proof(form))}",
        ]
    )


def _items(kind: Kind[Any]) -> Iterator[str]:
    """Return a row for each item."""
    hints = get_type_hints(kind.form)
    for number, item in enumerate(fields(kind.form)):
        name = item.name.rstrip("_") if number else kind.name
        must = "" if item.default is not MISSING else " (required)"
        yield f"| `{name}`{must} | {item.metadata['about']} | {_may_be(hints[item.name])} |"


def _may_be(hint: Any) -> str:  # noqa: ANN401 - a type as the form declares it
    """Say what values a type admits."""
    inner = next((arg for arg in get_args(hint) if arg not in {Ellipsis, type(None)}), None)
    if inner is not None:
        return f"list of {_may_be(inner)}" if Ellipsis in get_args(hint) else _may_be(inner)
    if isinstance(hint, type) and issubclass(hint, Named):
        return " ".join(f"`{member.value}`" for member in hint)
    return TYPES[hint]


def _example(kind: Kind[Any]) -> Any:  # noqa: ANN401 - a form of the kind
    """Return the example as a form."""
    hints = get_type_hints(kind.form)
    given = EXAMPLES[kind.name]
    return kind.form(**{name: _value(hints[name], value) for name, value in given.items()})


def _value(hint: Any, value: Any) -> Any:  # noqa: ANN401 - as the form declares it
    """Return a value of the example as the type that the form wants."""
    if isinstance(value, list):
        return tuple(_value(get_args(hint)[0], each) for each in value)
    inner = next((arg for arg in get_args(hint) if arg is not type(None)), hint)
    if inner is Period:
        return Period.parse(value)
    return inner(value) if isinstance(inner, type) and issubclass(inner, Enum) else value


def _yaml(kind: Kind[Any]) -> str:
    """Return the example as it stands in a policy file."""
    names = [item.name for item in fields(kind.form)]
    given = EXAMPLES[kind.name].items()
    lines = [
        f"  {kind.name if name == names[0] else name.rstrip('_')}: {_scalar(value)}"
        for name, value in given
    ]
    return "\n".join(["P1:", *lines])


def _scalar(value: object) -> str:
    """Write a value as YAML does."""
    if isinstance(value, list):
        return f"[{', '.join(value)}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _rule(rule: Rule) -> str:
    """Say a rule in a line."""
    parts = [f"**{rule.effect.value}** {', '.join(sorted(rule.doings))}"]
    for item in fields(rule):
        value = getattr(rule, item.name)
        if item.name not in {"effect", "doings"} and value:
            shown = ", ".join(sorted(value)) if isinstance(value, frozenset) else value
            parts.append(f"{item.name}: {shown}")
    return " · ".join(parts)


def _proof(proof: Proof) -> str:
    """Say a proof in a list."""
    age = "" if proof.fresh_for is None else f", evidence at most {proof.fresh_for.days} days old"
    lines = [f"- shows: {_question(question)}{age}" for question in proof.shows]
    lines += [f"- breaks: {_question(question)}" for question in proof.breaks]
    return "\n".join([*lines, *(f"- may break: {_question(question)}" for question in proof.looks)])


def _question(question: EvidenceQuestion) -> str:
    """Say an evidence question by its name and what it is asked of."""
    values = [getattr(question, item.name) for item in fields(question)]
    shown = "; ".join(
        ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value) for value in values
    )
    return f"`{type(question).__name__}`{f' ({shown})' if shown else ''}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
