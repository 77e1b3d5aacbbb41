"""Breaches of data: noted, whom they concern, until when who is told, and that they were told."""
