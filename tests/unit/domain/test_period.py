"""When a period ends that begins at an instant."""

from datetime import UTC, datetime

import pytest

from amana.domain.period import Period


@pytest.mark.parametrize(
    ("period", "begins", "ends"),
    [
        (
            "PT2H30M",
            datetime(2026, 3, 1, 23, 0, tzinfo=UTC),
            datetime(2026, 3, 2, 1, 30, tzinfo=UTC),
        ),
        ("P1M", datetime(2026, 1, 31, tzinfo=UTC), datetime(2026, 2, 28, tzinfo=UTC)),
        ("P1Y", datetime(2024, 2, 29, tzinfo=UTC), datetime(2025, 2, 28, tzinfo=UTC)),
        ("P2W1D", datetime(2026, 12, 20, tzinfo=UTC), datetime(2027, 1, 4, tzinfo=UTC)),
        ("P1Y11M", datetime(2026, 2, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)),
    ],
)
def test_months_go_by_the_calendar_and_hours_by_the_clock(
    period: str, begins: datetime, ends: datetime
) -> None:
    """A month is not thirty days; a shorter month ends on its last."""
    assert Period.parse(period).after(begins) == ends


@pytest.mark.parametrize("period", ["P9999Y", "P99999D"])
def test_what_ends_beyond_every_calendar_ends_with_the_last(period: str) -> None:
    """Nothing overflows."""
    begins = datetime(9999, 1, 1, tzinfo=UTC)
    assert Period.parse(period).after(begins) == datetime.max.replace(tzinfo=UTC)
