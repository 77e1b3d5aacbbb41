"""A copy as it is sent: written while it goes, and broken off where it went meanwhile."""

from collections.abc import Iterator

from fastapi.responses import StreamingResponse

from amana.acts.copies.fetching import OpenedCopy
from amana.acts.copies.forms import CopyForm, written
from amana.domain.words import Language


def copy_file(copy: OpenedCopy, form: CopyForm, language: Language) -> StreamingResponse:
    """Answer with the file. Its first part is made before anything is said."""
    parts = written(copy, form, language)
    first = next(parts, b"")
    name = form.file_name(copy.service)
    return StreamingResponse(
        _all(first, parts),
        media_type=form.media_type,
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "cache-control": "no-store",
        },
    )


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
