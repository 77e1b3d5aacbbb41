"""What a service says of its own limits stands on its page, where everybody reads it."""

from pathlib import Path

import httpx
import pytest

from amana.acts.found_service import found_service
from amana.cli.policy_file import open_policy
from amana.storage import Storage

POLICY = Path(__file__).parents[3] / "examples" / "scheduling" / "policy.yaml"


@pytest.mark.promise("A37")
def test_the_page_says_that_no_system_is_wholly_secure(storage: Storage, real_site: str) -> None:
    """In the sentence of the promise itself, which is stated: no act could keep it or break it."""
    given = open_policy(POLICY)
    found_service(storage, given.policy, source=given.source, texts=given.texts)
    page = httpx.get(f"{real_site}/scheduling/privacy", trust_env=False)
    assert page.status_code == 200
    assert "ولا يوجد نظام آمن كل الأمان" in page.text
    assert 'class="proof stated" id="p-A37"' in page.text
