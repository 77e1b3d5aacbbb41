"""Grants in the organisation's own PostgreSQL: written, read back, compared, taken away."""
