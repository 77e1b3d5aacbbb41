"""Releases of data on a legal ground: proposed, approved by a second person, told in time."""
