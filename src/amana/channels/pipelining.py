"""One letter over SMTP with its commands in one group, where the server takes groups (RFC 2920).

A letter then costs two round trips instead of four.
"""

import re
import smtplib
from collections.abc import Sequence
from typing import Final

_TAKEN: Final = frozenset({250, 251})
_GO_ON: Final = 354
_DOT: Final = re.compile(rb"^\.", re.MULTILINE)

Refusals = dict[str, tuple[int, bytes]]


def pipelined(
    server: smtplib.SMTP, sender: str, to: Sequence[str], content: bytes, options: Sequence[str]
) -> Refusals:
    """Hand one letter over as ``sendmail`` does, with the same errors; its lines end with CRLF.

    Return the recipients that were refused while others were not.
    """
    server.send(_commands(server, sender, to, content, options))
    began = server.getreply()
    answers = {each: server.getreply() for each in to}
    ready = server.getreply()
    refused = {each: answer for each, answer in answers.items() if answer[0] not in _TAKEN}
    wanted = began[0] in _TAKEN and len(refused) < len(answers)
    if ready[0] == _GO_ON:
        # A server that says so though it took nobody gets an empty letter (section 3.1).
        server.send((_quoted(content) if wanted else b"") + b".\r\n")
        ready = server.getreply()
    else:
        server.rset()
    if began[0] not in _TAKEN:
        raise smtplib.SMTPSenderRefused(*began, sender)
    if not wanted:
        raise smtplib.SMTPRecipientsRefused(refused)
    if ready[0] not in _TAKEN:
        raise smtplib.SMTPDataError(*ready)
    return refused


def _commands(
    server: smtplib.SMTP, sender: str, to: Sequence[str], content: bytes, options: Sequence[str]
) -> bytes:
    """Return the group. A line end in an address raises ``ValueError``: it would be a command."""
    if any(end in each for each in (sender, *to) for end in "\r\n"):
        raise ValueError
    size = (f"SIZE={len(content)}",) if server.has_extn("size") else ()
    lines = [" ".join((f"MAIL FROM:{smtplib.quoteaddr(sender)}", *size, *options))]
    lines += [f"RCPT TO:{smtplib.quoteaddr(each)}" for each in to]
    return "".join(f"{line}\r\n" for line in (*lines, "DATA")).encode("utf-8")


def _quoted(content: bytes) -> bytes:
    """Return the content with its dots doubled at the start of lines (RFC 5321, section 4.5.2)."""
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    return _DOT.sub(b"..", ended)
