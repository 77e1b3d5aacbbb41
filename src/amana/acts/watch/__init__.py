"""How the system itself stands: what is looked at, what is told, and to whom."""
