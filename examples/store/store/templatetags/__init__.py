"""What the shop's own pages ask Amana while they are written."""
