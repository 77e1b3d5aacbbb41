"""From the names of laws to their packs."""

from collections.abc import Iterable

from amana.domain.law.book import BOOK
from amana.domain.law.errors import NoLawNamed, UnknownLaw
from amana.domain.law.pack import Pack
from amana.domain.promises.law import Law

_LONGEST = 40


def packs_named(names: Iterable[str]) -> tuple[Pack, ...]:
    """Return the packs of these laws, each once, drafts too.

    Raises ``UnknownLaw`` for a name that is none, ``NoLawNamed`` where there is no name.
    """
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    known = {law.value: law for law in Law}
    for name in wanted:
        if name not in known:
            raise UnknownLaw(law=name[:_LONGEST], known=", ".join(known))
    if not wanted:
        raise NoLawNamed(known=", ".join(known))
    return tuple(BOOK[known[name]] for name in wanted)
