"""What people choose: their words, what a consent binds to, and what holds of it today."""
