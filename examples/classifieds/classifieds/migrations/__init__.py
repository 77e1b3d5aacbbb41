"""The tables of Souq al-Hayy."""
