"""Messages to people: what they may say, which class a policy promises, how they are stopped."""
