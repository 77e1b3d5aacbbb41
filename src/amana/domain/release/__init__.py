"""Releases: data of named persons given on a legal ground, by two people, within the ask."""
