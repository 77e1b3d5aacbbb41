"""Cases: questions with their facts and expected answers, in files that anything can run."""
