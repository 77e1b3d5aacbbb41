"""From a reading to a policy file to edit: nothing in it binds before a person has read it."""
