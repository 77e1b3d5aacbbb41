"""Why figures do not leave."""

from amana.domain.errors import Malformed, Refused


class TableUnfit(Malformed):
    """The declaration of a table is not what it has to be; ``part`` says where."""

    code = "aggregates.unfit"


class OtherTable(Refused):
    """A table of this name was released with other breakdowns: a fixed table stays as it is."""

    code = "aggregates.other_table"


class CountedAlready(Refused):
    """Another table counted by this field: both together would tell small groups."""

    code = "aggregates.counted_already"


class FiguresNotPermitted(Refused):
    """No promise lets figures over groups leave so; ``rules`` are those that refuse."""

    code = "aggregates.not_permitted"
