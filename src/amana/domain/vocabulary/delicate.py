"""The data that laws call special or sensitive, by its terms: staff read it with a second person.

Article 9 and 10 GDPR, Article 16 of Qatar's Law 13 of 2016 and Article 1 of the Saudi law name
about the same. A category under one of these terms of DPV's extension PD is delicate.
"""

from typing import Final

DELICATE: Final = frozenset(
    f"pd:{name}"
    for name in (
        "SpecialCategory SensitivePersonalData Health MedicalHealth MentalHealth PhysicalHealth "
        "HealthRecord HealthHistory IndividualHealthHistory FamilyHealthHistory Prescription "
        "DrugTestResult Disability BloodType Genetic DNACode Biometric FacialPrint Fingerprint "
        "Retina Ethnicity EthnicOrigin Race Religion ReligiousBelief PhilosophicalBelief "
        "PoliticalAffiliation PoliticalOpinion TradeUnionMembership Sexual SexualPreference "
        "SexualHistory Fetish Proclivitie Criminal CriminalActivity CriminalCharge "
        "CriminalConviction CriminalPardon"
    ).split()
)
