"""Training the model that reads policies, and measuring it; no part of what is shipped."""
