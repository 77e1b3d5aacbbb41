"""Google Consent Mode v2: what its signals are called, by what a purpose is."""

from typing import Final

ADVERTISING: Final = ("ad_storage", "ad_user_data", "ad_personalization")
ANALYTICS: Final = ("analytics_storage",)
PERSONALISATION: Final = ("personalization_storage",)
ALL: Final = (*ADVERTISING, *ANALYTICS, "functionality_storage", *PERSONALISATION)
"""What is denied by default; ``security_storage`` alone is not."""
_MEANT: Final = {
    "dpv:Marketing": ADVERTISING,
    "dpv:DirectMarketing": ADVERTISING,
    "dpv:Advertising": ADVERTISING,
    "dpv:PersonalisedAdvertising": ADVERTISING,
    "dpv:TargetedAdvertising": ADVERTISING,
    "dpv:ServiceUsageAnalytics": ANALYTICS,
    "dpv:ServiceOptimisation": ANALYTICS,
    "dpv:Personalisation": PERSONALISATION,
    "dpv:ServicePersonalisation": PERSONALISATION,
}


def signals_of(term: str | None) -> tuple[str, ...]:
    """Return the signals that consent to a purpose of this DPV term grants; none by default.

    What is not named by any purpose is denied and stays so.
    """
    return _MEANT.get(term or "", ())
