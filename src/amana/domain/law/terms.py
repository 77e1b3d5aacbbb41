"""Groups of terms of which several laws speak."""

from typing import Final

from amana.domain.vocabulary.messages import MessageClass

ADVERTISING: Final = (
    "dpv:Marketing",
    "dpv:DirectMarketing",
    "dpv:SocialMediaMarketing",
    "dpv:Advertising",
    "dpv:PersonalisedAdvertising",
    "dpv:TargetedAdvertising",
    "dpv:NonPersonalisedAdvertising",
)
"""The purposes of DPV 2.3 that are direct marketing where they are sent to a person."""
PROMOTION: Final = (MessageClass.PROMOTIONAL, MessageClass.NEWSLETTER)
"""Messages that promote, whatever their purpose is called."""
SENSITIVE: Final = (
    "pd:Health",
    "pd:MedicalHealth",
    "pd:Genetic",
    "pd:Biometric",
    "pd:EthnicOrigin",
    "pd:Ethnicity",
    "pd:Race",
    "pd:Religion",
    "pd:PoliticalAffiliation",
    "pd:Criminal",
)
"""Data that several laws protect more than other (DPV's extension PD)."""
