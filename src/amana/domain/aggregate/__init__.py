"""Figures over groups: tables that are declared once, and what of them may leave."""
