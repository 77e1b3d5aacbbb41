"""What can go wrong between an application and Amana. None of it is ever a yes.

AmanaError
├── Refused
│   ├── RefusedByPolicy    the answer was no, and says which promise said so
│   └── AmanaRejected      the question itself was not taken: wrong key, unknown purpose
├── Malformed
│   └── InsecureAddress    the address would send the key and the question in the clear
└── Broken
    └── AmanaUnreachable   no answer came
        └── AmanaMisanswered   something came that is no answer
"""

from amana.domain.errors import Broken, Malformed, Refused
from amana.domain.words import Language, Words


class AmanaUnreachable(Broken):
    """No answer came, so nothing is permitted. ``fault`` names the transport's failure."""

    code = "sdk.unreachable"


class AmanaMisanswered(AmanaUnreachable):
    """What came is not an answer of the contract; ``what`` says where it departs from it."""

    code = "sdk.misanswered"


class AmanaRejected(Refused):
    """Amana did not take the question: ``status`` and ``problem`` (its stable code) say why."""

    code = "sdk.rejected"


class InsecureAddress(Malformed):
    """The address is not HTTPS and not on this machine's loopback (RFC 6761, 6.3)."""

    code = "sdk.insecure_address"


class RefusedByPolicy(Refused):
    """The policy does not permit it. Holds what may be shown to the person concerned."""

    code = "sdk.refused_by_policy"

    def __init__(
        self,
        *,
        promises: tuple[str, ...],
        reasons: tuple[Words, ...],
        needs: tuple[str, ...] = (),
    ) -> None:
        """Keep the promises that refused, their reasons in both languages, and unmet needs."""
        super().__init__(promises=", ".join(promises))
        self.promises = promises
        self.reasons = reasons
        self.needs = needs

    @property
    def waits_for_acceptance(self) -> bool:
        """Whether the person has to accept the version in force first."""
        return "accepted" in self.needs

    def say(self, language: Language) -> tuple[str, ...]:
        """Return the reasons in this language, in the order in which the rules were asked."""
        return tuple(reason.say(language) for reason in self.reasons)


class ForgedMessage(Refused):
    """A message is not Amana's, or not whole; ``what`` says what does not hold."""

    code = "sdk.forged_message"
