"""Sharing that is announced before it happens: what is new, how long it waits, whom it reaches."""
