"""What people publish: handed in, judged by a person, shown, and taken back."""
