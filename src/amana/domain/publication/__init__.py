"""What people publish: what they hand in, under which name it shows, and what everybody sees."""
