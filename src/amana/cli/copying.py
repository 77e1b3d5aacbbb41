"""What ``backup`` and ``restore`` share: their parts, and what they say while they copy."""

from amana.cli.errors import WrongValue
from amana.cli.printing import print_notice
from amana.domain.words import Language
from amana.storage.archive.manifest import Part
from amana.wording.catalogue import say


class Progress:
    """Says once of each table or file that it is being copied."""

    def __init__(self, language: Language, *, shown: bool) -> None:
        """Speak this language, or be silent."""
        self._language = language
        self._shown = shown
        self._last = ""

    def tell(self, what: str, _through: int) -> None:
        """Hear how far it is."""
        if self._shown and what != self._last:
            print_notice(say("backup.copying", self._language, what=what))
        self._last = what


def parts_of(given: str | None) -> frozenset[Part]:
    """Read parts with commas between them; all of them where none is given."""
    if given is None:
        return frozenset(Part)
    names = {name.strip() for name in given.split(",")}
    if not names or names - set(Part):
        raise WrongValue(command="amana", name="--parts")
    return frozenset(Part(name) for name in names)
