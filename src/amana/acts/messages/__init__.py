"""Messages to people: put out with the act that has to say them, sent later, each by a decision."""
