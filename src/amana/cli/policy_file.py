"""A policy file and the texts beside it, read from disk within bounds."""

import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from amana.domain.errors import Malformed, Refused
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import declared_texts, parse, quoted_texts
from amana.domain.words import Language

STANDARD_INPUT: Final = Path("-")
LARGEST: Final = 10_000_000
"""Bytes of one file; the parser has a lower bound of its own for the policy."""


class FileMissing(Refused):
    """A file that was named, or that the policy names, is not there or cannot be read."""

    code = "file.missing"


class TextMissing(FileMissing):
    """A text that the policy names is not beside it, or cannot be read."""

    code = "file.text_missing"


class FileTooLarge(Malformed):
    """A file is larger than any policy."""

    code = "file.too_large"


class NotUtf8(Malformed):
    """A policy file or its text is not UTF-8."""

    code = "file.not_utf8"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFile:
    """A policy as it stands on disk, parsed."""

    source: str
    texts: Mapping[Language, str]
    policy: Policy


def open_policy(path: Path) -> PolicyFile:
    """Read and parse a policy with its texts.

    Raises ``FileMissing``, ``FileTooLarge``, ``NotUtf8`` and what the parser raises.
    """
    source = _read(path)
    texts = {
        language: _read(path.with_name(name), beside=True)
        for language, name in declared_texts(source).items()
    }
    return PolicyFile(source=source, texts=texts, policy=parse(source, texts=texts))


def policy_of(path: Path) -> PolicyFile:
    """Read and parse a policy; ``-`` is standard input.

    What comes through a pipe has no folder with texts beside it: its quotes stand for them.
    Raises what ``open_policy`` raises.
    """
    if path != STANDARD_INPUT:
        return open_policy(path)
    source = _text(sys.stdin.buffer.read(LARGEST + 1), path)
    texts = quoted_texts(source)
    return PolicyFile(source=source, texts=texts, policy=parse(source, texts=texts))


def text_of(path: Path) -> str:
    """Read a file that is no policy, such as one of cases; ``-`` is standard input.

    Raises ``FileMissing``, ``FileTooLarge`` and ``NotUtf8``.
    """
    if path != STANDARD_INPUT:
        return _read(path)
    return _text(sys.stdin.buffer.read(LARGEST + 1), path)


def _read(path: Path, *, beside: bool = False) -> str:
    """Read a regular file within the bound.

    A text ``beside`` the policy is no link: what the file names is published, and a link could
    lead to what nobody meant to publish.
    """
    missing = TextMissing if beside else FileMissing
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | (os.O_NOFOLLOW if beside else 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise missing(file=str(path))
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise missing(file=str(path)) from error
    return _text(data, path)


def _text(data: bytes, path: Path) -> str:
    """Return a file's text, within the bound."""
    if len(data) > LARGEST:
        raise FileTooLarge(file=str(path), limit_mb=LARGEST // 1_000_000)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(file=str(path)) from error
