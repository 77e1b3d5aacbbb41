"""Maeen: a services app in which every touch of personal data asks Amana first."""
