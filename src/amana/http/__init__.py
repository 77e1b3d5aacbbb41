"""The HTTP edge: `api` (one file a resource) and `pages` (one file a page group)."""
