"""A small policy of a fresh service, and what publishes it."""

from collections.abc import Callable

import pytest

from amana.acts.act import Act, Actor, Role
from amana.acts.publish_policy import Publication, publish_policy
from amana.storage import Storage

_POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
recipients: {{}}
promises:
{promises}
"""
Write = Callable[..., str]
Publish = Callable[[str], int]


@pytest.fixture
def write(service: str) -> Write:
    """Return what writes a policy of the service out of the lines of its promises."""

    def written(*promises: str, named: str = service) -> str:
        lines = "\n".join(f"  {promise}" for promise in promises)
        return _POLICY.format(service=named, promises=lines)

    return written


@pytest.fixture
def publish(storage: Storage, service: str) -> Publish:
    """Return what publishes a policy file as the next version, judged not material."""

    def published(source: str) -> int:
        with storage.work(service) as work:
            act = Act(actor=Actor(role=Role.OFFICER, label="Layla"), work=work)
            publication = Publication(source=source, texts={}, material=False, reason="wording")
            return publish_policy(act, publication)

    return published
