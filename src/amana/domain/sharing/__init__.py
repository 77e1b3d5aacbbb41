"""Sharing with others: what a recipient may be granted, and how a disclosure happens."""
