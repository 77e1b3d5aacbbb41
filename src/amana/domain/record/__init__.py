"""What is pure about records: types of values, masks, card numbers."""
