"""Acts on many records at once, one entry each: use for a purpose, end, change, show, verify."""
