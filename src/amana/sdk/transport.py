"""Sends one question and returns the body of its answer, within bounds of time and size."""

import json
import re
import time
from collections.abc import Mapping
from typing import Final
from uuid import uuid4

import httpx

from amana.sdk.errors import AmanaMisanswered, AmanaRejected, AmanaUnreachable
from amana.sdk.fields import Fields

LARGEST_ANSWER: Final = 4 * 1024 * 1024
"""Bytes. A history of ten thousand acts stays below it."""
_PAUSE: Final = 0.05
"""Seconds before the first repetition; doubled each time."""
_JSON: Final = "application/json"
_IN_PROGRESS: Final = "idempotency.in_progress"
_CODE: Final = re.compile(r"[a-z0-9_.]{1,80}")

Question = Mapping[str, object]


class Wire:
    """One service's connection to Amana. Its text form shows neither key nor questions."""

    __slots__ = ("_http", "_retries", "_seconds")

    def __init__(
        self,
        address: str,
        key: str,
        *,
        seconds: float,
        retries: int,
        transport: httpx.BaseTransport | None,
    ) -> None:
        """Open a pool; ``seconds`` bounds a whole answer. The machine's proxies are not used."""
        self._seconds = seconds
        self._retries = retries
        self._http = httpx.Client(
            base_url=address,
            headers={
                "Authorization": f"Bearer {key}",
                "Accept": "application/json",
                "Accept-Encoding": "identity",
            },
            timeout=seconds,
            transport=transport,
            trust_env=False,
        )

    def close(self) -> None:
        """Close the pool."""
        self._http.close()

    def get(self, path: str) -> Fields:
        """Ask for what is there; a connection that could not be made is tried again."""
        return Fields.parse(self.get_plain(path))

    def get_plain(self, path: str) -> bytes:
        """Ask as :meth:`get` does, and return the answer's body as it came."""
        return self._repeatedly("GET", path, None)

    def look_up(self, path: str, question: Question) -> Fields:
        """Ask for what is there by a body, so that no person stands in an address."""
        return Fields.parse(self.look_up_plain(path, question))

    def look_up_plain(self, path: str, question: Question) -> bytes:
        """Ask as :meth:`look_up` does, and return the answer's body as it came."""
        return self._repeatedly("POST", path, question)

    def act(self, path: str, question: Question) -> Fields:
        """Ask to do something, and again where no answer came: it is done once for its key."""
        return Fields.parse(self.act_plain(path, content=_encoded(question)))

    def act_plain(self, path: str, *, content: bytes, kind: str = _JSON) -> bytes:
        """Send a body to be done once, and return the answer's body."""
        headers = {"Idempotency-Key": f'"{uuid4()}"', "Content-Type": kind}
        until = time.monotonic() + self._seconds
        for tries in range(self._retries + 1):
            last = tries == self._retries
            try:
                return self._send("POST", path, content, headers)
            except httpx.HTTPError as fault:
                if last or time.monotonic() > until:
                    raise AmanaUnreachable(fault=type(fault).__name__) from fault
            except AmanaRejected as fault:
                # Ours of before is still being done: its answer comes soon.
                if last or fault.fields["problem"] != _IN_PROGRESS:
                    raise
            time.sleep(_PAUSE * 2**tries)
        raise AmanaUnreachable(fault="none tried")

    def _repeatedly(self, method: str, path: str, question: Question | None) -> bytes:
        """Try again only where no connection came about at all."""
        content = None if question is None else _encoded(question)
        headers = {} if question is None else {"Content-Type": _JSON}
        for tries in range(self._retries + 1):
            try:
                return self._send(method, path, content, headers)
            except (httpx.ConnectError, httpx.ConnectTimeout) as fault:
                if tries == self._retries:
                    raise AmanaUnreachable(fault=type(fault).__name__) from fault
            except httpx.HTTPError as fault:
                raise AmanaUnreachable(fault=type(fault).__name__) from fault
            time.sleep(_PAUSE * 2**tries)
        raise AmanaUnreachable(fault="none tried")

    def _send(
        self, method: str, path: str, content: bytes | None, headers: Mapping[str, str]
    ) -> bytes:
        """Send once and read the answer."""
        until = time.monotonic() + self._seconds
        with self._http.stream(method, path, content=content, headers=headers) as response:
            body = _bounded(response, until)
        if response.status_code != httpx.codes.OK:
            raise _problem(response.status_code, body)
        return body


def _encoded(question: Question) -> bytes:
    return json.dumps(question, ensure_ascii=False, separators=(",", ":")).encode()


def _bounded(response: httpx.Response, until: float) -> bytes:
    """Read a body that is neither packed, nor too large, nor endless."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise AmanaMisanswered(what="content-encoding")
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise AmanaMisanswered(what="size")
        if time.monotonic() > until:
            raise AmanaUnreachable(fault="too slow")
    return bytes(body)


def _problem(status: int, body: bytes) -> AmanaRejected | AmanaUnreachable:
    """Tell a question that was not taken (4xx, RFC 9457) from a server that cannot answer."""
    if not httpx.codes.is_client_error(status):
        return AmanaUnreachable(fault=f"status {status}")
    try:
        code = Fields.parse(body).optional_text("code") or ""
    except AmanaMisanswered:
        code = ""
    return AmanaRejected(status=status, problem=code if _CODE.fullmatch(code) else "unnamed")
