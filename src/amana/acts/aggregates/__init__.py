"""Figures over groups leave as fixed tables, and no other way."""
