"""A database of the organisation's own: its map, its structure, and what a request does there."""
