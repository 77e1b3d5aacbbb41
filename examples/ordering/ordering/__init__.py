"""Zuwwada: an ordering app in which every touch of personal data asks Amana first."""
