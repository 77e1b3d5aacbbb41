"""Do one act in a process of its own, and die by SIGKILL at a step of it. A test starts this.

Reads lines of JSON: first where everything is, then one order each: an act, a service, and the
step at which to die (0: live). Says when the act is prepared, goes on at the next line, and says
how many steps were taken and how it ended.
A step is where a crash can tell two states apart: before each statement, commit and roll-back,
before each change to a file or its name, and after the last of them.

Each order is carried out by a fork, so what every fork would read anew is read once, here: it is no
step. For the same reason passwords are stretched cheaply, and who is to be killed is a fork of a
walker that coverage does not count (the dead cannot tell; who lives through the same act is).
"""

import json
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final

import psycopg
from walked_acts import POLICY, WALKED, Place
from zxcvbn import zxcvbn

from amana.domain.policy.parse import parse
from amana.domain.words import LANGUAGES
from amana.storage import GivenRootKey, ServerAddress, Storage, stretching
from amana.values.public_holidays import public_holidays
from amana.wording.catalogue import catalogue

_IN_PYTHON: Final[frozenset[CodeType]] = frozenset(
    {
        psycopg.Cursor.execute.__code__,
        psycopg.Cursor.executemany.__code__,
        psycopg.Connection.commit.__code__,
        psycopg.Connection.rollback.__code__,
    }
)
_IN_C: Final = (os.fsync, os.rename, os.replace, os.unlink, os.mkdir, os.write)


@dataclass(slots=True)
class Steps:
    """Counts the steps of this process's main thread, and dies at one of them."""

    die_at: int
    taken: int = 0

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        """Hear what the interpreter is about to do or has done."""
        in_python = event == "call" and frame.f_code in _IN_PYTHON
        if in_python or (event == "c_call" and argument in _IN_C):
            self.take()

    def take(self) -> None:
        """Take a step, or die at it."""
        self.taken += 1
        if self.taken == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)


def _place(where: dict[str, Any], service: str) -> Place:
    address = ServerAddress(**where["address"])
    storage = Storage(
        address, root_key=GivenRootKey(bytes(range(32))), secrets=Path(where["secrets"])
    )
    return Place(storage=storage, folder=Path(where["folder"]), service=service)


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """What the child says to its parent, and hears from it."""

    says: int
    hears: int

    def do(self, where: dict[str, Any], order: dict[str, Any]) -> None:
        """Prepare the act, wait for the word to go on, and do it; say how many steps it took."""
        place, walked = _place(where, order["service"]), WALKED[order["act"]]
        given = walked.prepare(place) if order["prepare"] else None
        os.write(self.says, b"ready\n")
        os.read(self.hears, 1)
        steps = Steps(order["die_at"])
        sys.setprofile(steps)
        try:
            walked.act(place, given)
        finally:
            sys.setprofile(None)
        steps.take()
        place.storage.close()
        os.write(self.says, str(steps.taken).encode("ascii"))


def _say(**told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _ordered(where: dict[str, Any], order: dict[str, Any]) -> None:
    """Have a child do the act; say when it is prepared, and how it ended."""
    said, says = os.pipe()
    hears, heard = os.pipe()
    child = os.fork()
    if not child:
        os.close(said)
        os.close(heard)
        Child(says=says, hears=hears).do(where, order)
        os._exit(0)
    os.close(says)
    os.close(hears)
    with os.fdopen(said, "rb") as pipe, os.fdopen(heard, "wb", buffering=0) as word:
        _say(ready=pipe.readline() == b"ready\n")
        sys.stdin.readline()
        word.write(b".")
        steps = int(pipe.read() or b"0")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    _say(steps=steps, code=code)


def _warm() -> None:
    """Read what forks share: calendars, words that passwords are made of, vocabularies."""
    public_holidays("QA", [2026])
    zxcvbn("a word")
    parse(POLICY.format(service="warm", data="email"), texts={})
    for language in LANGUAGES:
        catalogue(language)


def _stretch_cheaply() -> None:
    """Let passwords cost next to nothing: their whole cost would be paid at each step again."""
    setattr(stretching, "_KIB", 64)  # noqa: B010 - a constant, which only this process alters
    fits = "$argon2id$v=19$m=64,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$" + "A" * 43
    setattr(stretching, "_NOBODYS", fits)  # noqa: B010 - the same


def main() -> None:
    """Take orders until there are no more."""
    where = json.loads(sys.stdin.readline())
    _warm()
    _stretch_cheaply()
    while line := sys.stdin.readline():
        _ordered(where, json.loads(line))


if __name__ == "__main__":
    main()
