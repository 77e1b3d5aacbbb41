"""Text messages by whatever gateway takes them over HTTP: what it is sent is set, not coded."""

import json
import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from amana.channels.errors import BadChannel
from amana.channels.posting import check_place, post

_METHODS: Final = frozenset({"POST", "PUT"})
_FIELD: Final = re.compile(r"\{(to|text|id)\}")
_HEADER: Final = re.compile(r"([A-Za-z0-9-]{1,64}): ?([\x20-\x7e]{1,4000})", re.ASCII)
_OURS: Final = frozenset({"host", "content-length", "transfer-encoding", "connection"})
_NEEDED: Final = frozenset({"to", "text"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsGateway:
    """A gateway for text messages. Its repr shows neither address nor headers."""

    url: str = field(repr=False)
    body: str
    """JSON, or a form; ``{to}``, ``{text}`` and ``{id}`` stand where they are filled in."""
    method: str = "POST"
    headers: str = field(default="", repr=False)
    """One a line."""
    private: bool = False

    def __post_init__(self) -> None:
        """Raise ``BadChannel`` where it could never be used."""
        check_place(self.url)
        if self.method not in _METHODS:
            raise BadChannel(what="sms_method")
        if not set(_FIELD.findall(self.body)) >= _NEEDED:
            raise BadChannel(what="sms_body")
        self._read_headers()
        self._filled(dict.fromkeys(("to", "text", "id"), "x"))

    def send(self, *, to: str, text: str, message: str) -> None:
        """Hand one text message over. Raises what :func:`post` does.

        ``message`` is its id, the same when it is sent again: a gateway that knows ids sends once.
        """
        kind, content = self._filled({"to": to, "text": text, "id": message})
        headers = {"content-type": kind, **self._read_headers()}
        post(self.url, content, headers=headers, private=self.private, method=self.method)

    def _filled(self, values: dict[str, str]) -> tuple[str, bytes]:
        """Return the body with its values, each inside of a text of its own, and what it is."""
        if self.body.lstrip().startswith(("{", "[")):
            try:
                shape = json.loads(self.body)
            except ValueError:
                raise BadChannel(what="sms_body") from None
            filled = json.dumps(_fill_json(shape, values), ensure_ascii=False)
            return "application/json", filled.encode("utf-8")
        pairs = parse_qsl(self.body, keep_blank_values=True)
        if not pairs:
            raise BadChannel(what="sms_body")
        form = [(name, _fill(value, values)) for name, value in pairs]
        return "application/x-www-form-urlencoded", urlencode(form).encode("ascii")

    def _read_headers(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for line in self.headers.splitlines():
            header = _HEADER.fullmatch(line.strip())
            if header is None or header[1].lower() in _OURS:
                raise BadChannel(what="sms_headers")
            found[header[1].lower()] = header[2]
        return found


def _fill(text: str, values: dict[str, str]) -> str:
    """Fill in at once, so that a value that looks like a field stays what it is."""
    return _FIELD.sub(lambda found: values[found[1]], text)


def _fill_json(shape: Any, values: dict[str, str]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(shape, str):
        return _fill(shape, values)
    if isinstance(shape, list):
        return [_fill_json(each, values) for each in shape]
    if isinstance(shape, dict):
        return {name: _fill_json(each, values) for name, each in shape.items()}
    return shape
