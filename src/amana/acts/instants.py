"""How instants stand in what is handed out."""

from datetime import datetime


def at(moment: datetime | None) -> str | None:
    """Return an instant by RFC 3339; ``None`` where there is none."""
    return None if moment is None else moment.isoformat()
