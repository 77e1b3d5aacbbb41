"""Legal holds: put, shown, lifted, and what they leave of an erasure."""
