"""Recipients of data: how each is told of what requests did, and whether it was."""
