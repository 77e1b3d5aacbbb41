"""Asking the one decision: what is known is gathered in one place, and leaves its evidence."""
