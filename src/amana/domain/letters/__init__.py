"""What letters say that people write to a service: read for one wish, to get no more promotion."""
