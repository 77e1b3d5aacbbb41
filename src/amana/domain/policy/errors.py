"""What can be wrong with a policy file: each problem with its place and what would be right.

    Malformed
    ├── PolicyErrors          a file's problems, all of them
    └── PolicyProblem         one problem, at a line and column (both from 1)

The author's own words stand in the fields, cut short and with invisible characters spelled
out: a policy is a public text and holds nobody's data.
"""

import unicodedata
from typing import ClassVar, Final

from amana.domain.errors import Field, Malformed

_SHOWN: Final = 80
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def shown(text: str) -> str:
    """Return the author's words as a message may show them: short, nothing invisible."""
    visible = "".join(
        f"<U+{ord(letter):04X}>" if unicodedata.category(letter) in _INVISIBLE else letter
        for letter in text[:_SHOWN]
    )
    return f"{visible}…" if len(text) > _SHOWN else visible


class PolicyProblem(Malformed):
    """One thing that is wrong in a policy file. ``line`` and ``column`` count from 1."""

    code: ClassVar[str] = "policy.problem"

    def __init__(self, *, line: int, column: int, **fields: Field) -> None:
        """Keep the place and the fields that the message names."""
        super().__init__(line=line, column=column, **fields)
        self.line = line
        self.column = column


class PolicyErrors(Malformed):
    """A policy file cannot be taken; ``problems`` holds everything found, in file order.

    ``file`` names it, where whoever reads the problems may have given several.
    """

    code = "policy.malformed"

    def __init__(self, problems: tuple[PolicyProblem, ...], *, file: str | None = None) -> None:
        """Keep the problems, ordered by their place."""
        super().__init__(count=len(problems))
        self.file = file
        self.problems = tuple(sorted(problems, key=lambda found: (found.line, found.column)))


class FileTooLong(PolicyProblem):
    """The file is longer than ``limit`` bytes."""

    code = "policy.too_large"


class TooManyItems(PolicyProblem):
    """The file holds more than ``limit`` values."""

    code = "policy.too_many_items"


class TooDeep(PolicyProblem):
    """Values are nested deeper than ``limit``."""

    code = "policy.too_deep"


class NotYaml(PolicyProblem):
    """The text is not YAML from this place on."""

    code = "policy.not_yaml"


class ForbiddenCharacter(PolicyProblem):
    """A control character, or a bidirectional override in a name: ``character`` is its code."""

    code = "policy.forbidden_character"


class YamlFeature(PolicyProblem):
    """An anchor, alias, tag, merge key or directive, none of which a policy needs."""

    code = "policy.yaml_feature"


class SeveralDocuments(PolicyProblem):
    """A second YAML document begins here."""

    code = "policy.several_documents"


class DuplicateKey(PolicyProblem):
    """``key`` stands a second time; it stood first in line ``first``."""

    code = "policy.duplicate_key"


class UnknownKey(PolicyProblem):
    """``key`` is not known here; ``valid`` lists what is."""

    code = "policy.unknown_key"


class MisspelledKey(UnknownKey):
    """``key`` is not known here, but ``nearest`` is."""

    code = "policy.misspelled_key"


class MissingKey(PolicyProblem):
    """``key`` must be given here; ``about`` says what it is for."""

    code = "policy.missing_key"


class UnknownValue(PolicyProblem):
    """``value`` is none of those that ``key`` may have, which ``valid`` lists."""

    code = "policy.unknown_value"


class MisspelledValue(UnknownValue):
    """``value`` is not one that ``key`` may have, but ``nearest`` is."""

    code = "policy.misspelled_value"


class UnfitValue(PolicyProblem):
    """``value`` is not what ``key`` needs; ``right`` is an example of what would be right."""

    code = "policy.wrong_value"


class WrongShape(PolicyProblem):
    """``key`` holds a mapping, list or value where another of the three must stand."""

    code = "policy.wrong_shape"


class NothingWritten(PolicyProblem):
    """The file is empty, or holds nothing but white space and comments."""

    code = "policy.nothing_written"


class EmptyValue(PolicyProblem):
    """``key`` holds nothing: what names nothing promises nothing."""

    code = "policy.empty_value"


class RepeatedValue(PolicyProblem):
    """``value`` stands twice in the list of ``key``."""

    code = "policy.repeated_value"


class WrongId(PolicyProblem):
    """``value`` cannot be an id; ``right`` is how one looks."""

    code = "policy.wrong_id"


class ReservedId(PolicyProblem):
    """``value`` is an id that every policy has, with a meaning of its own."""

    code = "policy.reserved_id"


class Undeclared(PolicyProblem):
    """``value`` is not declared under ``section``; ``valid`` lists what is."""

    code = "policy.undeclared"


class MisspelledReference(Undeclared):
    """``value`` is not declared under ``section``, but ``nearest`` is."""

    code = "policy.misspelled_reference"


class NoKind(PolicyProblem):
    """The promise ``promise`` has no kind; ``valid`` lists the kinds."""

    code = "policy.no_kind"


class SeveralKinds(PolicyProblem):
    """The promise ``promise`` has several kinds, which ``kinds`` lists."""

    code = "policy.several_kinds"


class FormRefused(PolicyProblem):
    """The items of the promise ``promise`` do not go together; ``reason`` is the kind's own."""

    code = "policy.form_refused"


class NameMissing(PolicyProblem):
    """``value`` is not in the vocabulary, so it needs a name of its own."""

    code = "policy.name_missing"


class TextMissing(PolicyProblem):
    """The text ``file`` in the language ``language`` was declared but not given."""

    code = "policy.text_missing"


class LanguageUndeclared(PolicyProblem):
    """``key`` speaks a language, ``language``, that the policy does not declare."""

    code = "policy.language_undeclared"


class QuoteNotFound(PolicyProblem):
    """The quoted sentence is not in the text; ``nearest`` is the sentence most like it."""

    code = "policy.quote_not_found"


class QuoteWithoutText(PolicyProblem):
    """A sentence is quoted in ``language``, but the policy declares no text in it."""

    code = "policy.quote_without_text"
