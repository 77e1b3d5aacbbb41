"""The steps of a demonstration, as they are done."""

import time
from dataclasses import dataclass, field
from typing import Final

from rich.console import Console
from rich.text import Text

from amana.cli.showing.checks import Check
from amana.domain.policy.finding import Remark
from amana.domain.words import Language
from amana.wording.catalogue import say

_MARKS: Final = {True: ("✓", "green"), False: ("✗", "red")}


@dataclass(slots=True)
class Steps:
    """Says on standard error what is done, and how long it took."""

    language: Language
    console: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))
    began: float = field(default_factory=time.monotonic)

    def database(self, step: str) -> None:
        """Hear from the database how far it is."""
        if step == "ready":
            self.done("database")
        else:
            self.console.print(Text(f"  {say(f'serve.step.{step}', self.language)}", style="dim"))

    def done(self, step: str, **fields: object) -> None:
        """Say that a step is done."""
        self._line(f"demo.step.{step}", holds=True, fields=fields)

    def noted(self, line: str) -> None:
        """Say something by the way."""
        self.console.print(Text(f"  {line}", style="dim"), soft_wrap=True)

    def contradiction(self, remark: Remark) -> None:
        """Say that the text contradicts itself, and that the weaker promise is left out."""
        fields: dict[str, object] = {"why": remark.words.say(self.language)}
        self._line("demo.step.contradiction", holds=False, fields=fields)

    def check(self, check: Check) -> bool:
        """Say what a check found, and return it."""
        self._line(f"demo.check.{check.key}", holds=check.holds, fields={})
        return check.holds

    def _line(self, key: str, *, holds: bool, fields: dict[str, object]) -> None:
        mark, colour = _MARKS[holds]
        line = Text(f"{mark} ", style=colour)
        line.append(say(key, self.language, **fields), style="default")
        line.append(f"  {time.monotonic() - self.began:.1f} s", style="dim")
        self.console.print(line, soft_wrap=True)
