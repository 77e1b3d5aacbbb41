"""How long data is kept: ends of periods, what is due, and what keeps it longer."""
