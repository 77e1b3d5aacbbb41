"""The text of a Word document, which another process (:mod:`amana.reading.docx_child`) reads."""

from amana.domain.policy.proposal import Role
from amana.reading.blocks import Block
from amana.reading.bounded import ask
from amana.reading.errors import Damaged


def is_docx(data: bytes) -> bool:
    """Tell a Word document by the part that its archive must have."""
    return data.startswith(b"PK\x03\x04") and b"word/document.xml" in data


def extract(data: bytes) -> tuple[str, tuple[Block, ...]]:
    """Return the document's text and its blocks.

    Raises ``Damaged``, ``TooLarge``, ``TooDeep`` or ``Endless``.
    """
    rows = ask("amana.reading.docx_child", data, form="DOCX")
    if not rows:
        raise Damaged(format="DOCX")
    found = (
        Block(role=Role(role), start=start, end=end, level=level, header=header)
        for row in rows[1:]
        for role, start, end, level, header in row["blocks"]
    )
    return rows[0]["text"], tuple(found)
