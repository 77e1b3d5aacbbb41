"""What a value about a person may look like: its types, card numbers, hygiene, masking."""
