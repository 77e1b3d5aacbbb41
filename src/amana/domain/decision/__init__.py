"""Question, answer, the numbered rules, and their evaluation."""
