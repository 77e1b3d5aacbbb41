"""How the table of messages came about."""
