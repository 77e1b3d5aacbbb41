"""A browser's client at the console of a fresh service, over the real database."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import pytest

from amana.acts.team.first_owner import first_owner_link
from amana.domain.words import Language
from amana.http.platform import PublicActs
from amana.storage import Storage

SiteOf = Callable[[PublicActs], AbstractContextManager[str]]
POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة خصوصية دار الخدمات", en: "Privacy policy of Dar Services"}}
controller:
  name: {{ar: "دار الخدمات", en: "Dar Services"}}
  email: privacy@dar.example
languages: [ar, en]
laws: [qatar]
texts: {{ar: privacy.ar.md, en: privacy.en.md}}
data:
  name: {{is: "pd:Name"}}
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
recipients: {{}}
promises:
  D1:
    collect: [name, email]
    from: person
    at: [registration]
    for: [orders]
    quote:
      ar: "نطلب منك عند التسجيل اسمك وبريدك الإلكتروني لنقدّم لك الخدمة."
      en: "When you register we ask for your name and e-mail address, to serve you."
"""
POLICY_TEXTS: dict[Language, str] = {
    "ar": "# ما نجمعه\n\nنطلب منك عند التسجيل اسمك وبريدك الإلكتروني لنقدّم لك الخدمة.\n",
    "en": (
        "# What we collect\n\n"
        "When you register we ask for your name and e-mail address, to serve you.\n"
    ),
}


@pytest.fixture
def desk(real_site: str, storage: Storage, service: str) -> Iterator[httpx.Client]:
    """Return a browser's client, signed in at the console of a fresh service."""
    link = first_owner_link(storage, service=service, name="Layla", email="layla@dar.example")
    with httpx.Client(base_url=real_site, headers={"origin": real_site}) as made:
        made.post("/console/sign-in", data={"token": link})
        yield made


@pytest.fixture
def form_token() -> Callable[[str], str]:
    """Return what finds the token of a page's forms."""
    return find_token


def find_token(page: str) -> str:
    """Return the token that a page's forms carry."""
    return page.partition('name="form_token" value="')[2].partition('"')[0]


@pytest.fixture
def policy(service: str) -> str:
    """Return a policy file for the fresh service."""
    return POLICY.format(service=service)


@pytest.fixture
def policy_texts() -> dict[Language, str]:
    """Return the texts that the policy quotes."""
    return POLICY_TEXTS


@pytest.fixture
def published(
    desk: httpx.Client, service: str, policy: str, policy_texts: dict[Language, str]
) -> httpx.Client:
    """Return the client of the console, after the policy was published through it."""
    where = f"/console/{service}/policy"
    token = find_token(desk.get(where).text)
    typed = {f"text_{language}": text for language, text in policy_texts.items()}
    desk.post(where, data={"form_token": token, "text": policy, **typed})
    (digest,) = re.findall(r'name="digest" value="(\w+)"', desk.get(f"{where}/plan").text)
    desk.post(f"{where}/publish", data={"form_token": token, "number": "1", "digest": digest})
    return desk
