"""Files as a source: a folder with one file a table, in CSV or JSON Lines."""
