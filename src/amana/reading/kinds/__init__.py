"""Which kinds of promise a piece seems to make: scorers, and how their evidence is joined."""
