"""The organisation's own databases: find, copy, correct, restrict, erase, show nothing is left."""
