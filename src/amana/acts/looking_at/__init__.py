"""Looking at a foreign database: its structure, and how samples of its columns look."""
