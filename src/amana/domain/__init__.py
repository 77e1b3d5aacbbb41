"""Pure: frozen values and functions. No input, output, clock or randomness."""
