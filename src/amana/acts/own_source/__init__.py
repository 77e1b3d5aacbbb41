"""Amana's own records, asked as every other source is."""
