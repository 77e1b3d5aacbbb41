"""What is looked at rather than read: promises over days, and choices by purpose, in counts."""
