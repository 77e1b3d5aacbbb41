"""What a person sees and does in the privacy centre: their own data, choices and history."""
