"""The JSON Schema is made from the forms, and agrees with the reader as far as it can tell."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from amana.domain.policy.canonical import canonical
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse
from amana.domain.policy.reference import reference
from amana.domain.policy.schema import schema

SPEC = Path(__file__).parents[4] / "spec" / "policy-language.schema.json"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """Return a validator of the schema."""
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema())


def test_the_schema_in_the_specification_is_the_generated_one() -> None:
    """Made anew by ``python tools/specify.py``, or this fails."""
    written = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    assert SPEC.read_text(encoding="utf-8") == written


def test_every_item_stands_in_the_specification() -> None:
    """The tables are made anew by ``python tools/specify.py``, or this fails."""
    page = SPEC.with_name("policy-language.md").read_text(encoding="utf-8")
    assert f"\n{reference()}\n" in page


def test_the_example_of_the_specification_is_a_policy(validator: Draft202012Validator) -> None:
    """What the page shows can be used."""
    page = SPEC.with_name("policy-language.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    sentence = "When you register we ask for your e-mail address."
    assert parse(example, texts={"en": sentence}).service == "store"
    assert not list(validator.iter_errors(yaml.safe_load(example)))


def test_a_policy_is_valid_as_written_and_in_canonical_form(
    validator: Draft202012Validator, text: str, policy: Policy
) -> None:
    """What the reader takes, the schema takes."""
    assert not list(validator.iter_errors(yaml.safe_load(text)))
    assert not list(validator.iter_errors(yaml.safe_load(canonical(policy))))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("service: store", "servise: store"),
        ("amana: 1", "amana: 2"),
        ("service: store", "service: My Store"),
        ("[ar, en]", "[ar, fr]"),
        ("[qatar]", "[]"),
        ("[qatar]", "[qatar, qatar]"),
        ("privacy@example.org", "privacy"),
        ("basis: contract", "basis: contrakt"),
        ("country: QA", "country: Qatar"),
        ("{never: email", "{nevr: email"),
        ("{use: [email],", "{use: [email], never: email,"),
        ("[sell, rent]", "[sel, rent]"),
        ("  M10:", "  10M:"),
        ("  courier:", "  person:"),
        ("texts: {en: privacy.en.md}", "texts: {}"),
        ("privacy.en.md", "../privacy.en.md"),
        ("  email: {}", "  email: {is: e-mail}"),
    ],
)
def test_what_the_schema_can_tell_it_refuses_as_the_reader_does(
    validator: Draft202012Validator, text: str, old: str, new: str
) -> None:
    """An editor shows the mistake before the program is run."""
    assert old in text
    assert list(validator.iter_errors(yaml.safe_load(text.replace(old, new, 1))))
