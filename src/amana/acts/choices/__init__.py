"""What people choose about purposes, and the sets of people that follow from it."""
