"""Data that ends when its promised time is over: by itself, in sets, and with evidence."""
