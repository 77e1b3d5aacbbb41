"""What came back of those who were erased: judged by a person, and erased again."""
