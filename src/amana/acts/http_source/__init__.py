"""A service of the organisation or of a recipient that answers signed questions about people."""
