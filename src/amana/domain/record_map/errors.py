"""What can be wrong with a map beside what can be wrong with any file of this form."""

from amana.domain.policy.errors import PolicyErrors, PolicyProblem


class OtherService(PolicyProblem):
    """The map is of another service than its policy, whose name is ``service``."""

    code = "map.other_service"


class MapErrors(PolicyErrors):
    """A map file cannot be taken; ``problems`` holds everything found, in file order."""

    code = "map.malformed"


class MapEmpty(PolicyProblem):
    """The map file is empty, or holds nothing but white space and comments."""

    code = "map.nothing_written"
