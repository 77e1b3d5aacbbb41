"""What a sentence says about data: terms, source, period, condition, negation."""
