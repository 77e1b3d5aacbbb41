"""The items of a promise as a person chose them, from the YAML that they typed."""

import textwrap
from typing import Final

from amana.domain.policy.yaml_nodes import Mapping, Node, Scalar, nodes
from amana.reading.drafting.forms import Items
from amana.reading.errors import NotItems

_LISTED: Final = frozenset({"collect", "use", "only", "never", "share", "protect", "retain",
                            "locate", "publish", "monitor", "data", "for", "to", "choice",
                            "cookie"})  # fmt: skip
"""Items that are lists of ids, though a single one may stand without brackets."""


def chosen_items(form: str, *, kind: str) -> Items:
    """Return the items that a form's YAML gives: what stands under a promise's id in the file.

    The kind need not be named: without it the form is its further items. Whether the items
    are right is found when the draft is checked, with line and column.
    Raises ``NotItems`` where the text is no YAML mapping, and ``PolicyErrors`` where it is
    not YAML.
    """
    root = nodes(textwrap.dedent(form))
    if not isinstance(root, Mapping) or not root.entries:
        raise NotItems(kind=kind)
    return {key.text: _value(key.text, value) for key, value in root.entries}


def _value(key: str, node: Node) -> object:
    """Return a node as the draft writes it."""
    value = _plain(node)
    return (value,) if key in _LISTED and isinstance(node, Scalar) else value


def _plain(node: Node) -> object:
    """Return scalars as words, figures and truths, lists as tuples, mappings as they are."""
    if isinstance(node, Scalar):
        return _scalar(node)
    if isinstance(node, Mapping):
        return {key.text: _plain(value) for key, value in node.entries}
    return tuple(_plain(item) for item in node.items)


def _scalar(node: Scalar) -> object:
    """Return what a scalar without quotation marks means to YAML, where it is no word."""
    if not node.plain:
        return node.text
    if node.text in ("true", "false"):
        return node.text == "true"
    return int(node.text) if node.text.isdecimal() and node.text.isascii() else node.text
