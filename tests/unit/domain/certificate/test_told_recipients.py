"""What a certificate says of recipients: it waits for none of them."""

from datetime import UTC, datetime

import pytest

from amana.domain.certificate.statement import ToldRecipient

AT = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.promise("A25")
@pytest.mark.parametrize(
    ("told", "answered", "state"),
    [(None, None, "awaited"), (AT, None, "told"), (AT, AT, "answered")],
)
def test_a_recipient_is_awaited_told_or_has_answered(
    told: datetime | None, answered: datetime | None, state: str
) -> None:
    """As it stood when the certificate was made."""
    named = ToldRecipient(recipient="courier", contact=None, told_at=told, answered_at=answered)
    assert named.state == state
