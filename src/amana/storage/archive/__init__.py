"""Backups: what is taken out of the database and the folders beside it, and put back."""
