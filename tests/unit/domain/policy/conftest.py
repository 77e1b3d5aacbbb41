"""A small policy that every test of the language changes in one place."""

import pytest

from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse
from amana.domain.words import Language

POLICY = """\
amana: 1
service: store
title: {ar: "إشعار الخصوصية", en: "Privacy notice"}
controller: {name: {ar: "متجر", en: "Store"}, email: privacy@example.org}
languages: [ar, en]
laws: [qatar]
texts: {en: privacy.en.md}
data:
  email: {}
  loyalty: {name: {ar: "نقاط الولاء", en: "loyalty points"}}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
  newsletter: {name: {ar: "النشرة البريدية", en: "the newsletter"}, basis: consent}
recipients:
  courier: {kind: service_providers, name: {ar: "شركة التوصيل", en: "the courier"},
    country: QA, safeguards: [contract]}
promises:
  M1:
    collect: [email, loyalty]
    at: [registration]
    for: [orders]
    quote: {en: "We collect   your e-mail."}
  M2: {use: [email], for: orders}
  M10: {never: email, as: [sell, rent]}
"""


@pytest.fixture
def text() -> str:
    """Return the policy file."""
    return POLICY


@pytest.fixture
def texts() -> dict[Language, str]:
    """Return the text that it quotes."""
    return {"en": "# Notice\n\nHello. We collect your\ne-mail. That is all."}


@pytest.fixture
def policy(text: str, texts: dict[Language, str]) -> Policy:
    """Return the policy."""
    return parse(text, texts=texts)
