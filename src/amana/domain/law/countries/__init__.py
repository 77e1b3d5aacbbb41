"""The laws that come with Amana, one file a law."""
