"""Links between the pages of a list (RFC 8288)."""

from urllib.parse import urlencode


def next_page(path: str, cursor: str | None, limit: int) -> dict[str, str]:
    """Return the header that leads to the next page; the same body is sent there.

    A cursor says nothing about anybody, so that it may stand in an address.
    """
    if cursor is None:
        return {}
    query = urlencode({"cursor": cursor, "limit": limit})
    return {"link": f'<{path}?{query}>; rel="next"'}
