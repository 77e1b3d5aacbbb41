"""Who is asking: people prove who they are, and stay signed in for a while."""
