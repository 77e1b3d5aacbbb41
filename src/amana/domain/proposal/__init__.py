"""What a foreign database seems to hold about people, worked out from names and samples."""
