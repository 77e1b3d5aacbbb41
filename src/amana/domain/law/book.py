"""All laws that come with Amana: those in force as far as decisions go, and the drafts."""

from collections.abc import Mapping
from typing import Final

from amana.domain.law.countries.ccpa import CCPA
from amana.domain.law.countries.drafts import BAHRAIN, EGYPT, KUWAIT, OMAN, UAE
from amana.domain.law.countries.gdpr import GDPR
from amana.domain.law.countries.jordan import JORDAN
from amana.domain.law.countries.qatar import QATAR
from amana.domain.law.countries.saudi import SAUDI
from amana.domain.law.pack import Pack
from amana.domain.promises.law import Law

BOOK: Final[Mapping[Law, Pack]] = {
    pack.law: pack for pack in (QATAR, SAUDI, JORDAN, GDPR, CCPA, EGYPT, UAE, BAHRAIN, OMAN, KUWAIT)
}
"""By law. A draft is there to warn and to be told of: it adds to no decision."""
