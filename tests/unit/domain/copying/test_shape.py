"""What is said of a copy beside its rows."""

from datetime import UTC, datetime

from amana.domain.copying.shape import Missing


def test_what_is_missing_is_read_back_as_it_was_written() -> None:
    """With its offset, so that the instant is the same wherever it is read."""
    gone = Missing(
        source="shop", since=datetime(2026, 6, 1, 10, tzinfo=UTC), fault="sources.unreachable"
    )
    assert gone.plain()["since"] == "2026-06-01T10:00:00+00:00"
    assert Missing.of(gone.plain()) == gone
