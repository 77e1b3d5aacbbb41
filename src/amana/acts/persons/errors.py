"""What the acts on persons refuse. No field holds a value or an id of anybody."""

from amana.domain.errors import Malformed, Refused


class KindNotDeclared(Refused):
    """The policy declares no category of data that such an identifier belongs to."""

    code = "persons.kind_not_declared"


class AmbiguousKind(Refused):
    """The policy declares several categories for such an identifier, and none was named."""

    code = "persons.ambiguous_kind"


class NotTheirs(Refused):
    """The person has no such identifier now."""

    code = "persons.not_theirs"


class NotJoined(Refused):
    """The two ids were never joined with one another, or are not any more."""

    code = "persons.not_joined"


class NotTied(Refused):
    """The two persons are not tied so, or not any more."""

    code = "persons.not_tied"


class NotABusiness(Refused):
    """Somebody can act only for a person that was declared to be a business."""

    code = "persons.not_a_business"


class GuardianCircle(Refused):
    """The guardian's own guardian would be the child."""

    code = "persons.guardian_circle"


class SamePerson(Malformed):
    """Two persons are needed, and both ids are one person's."""

    code = "persons.same_person"


class UnknownSource(Malformed):
    """What a third party said needs its name, and the policy names no such recipient."""

    code = "persons.unknown_source"
