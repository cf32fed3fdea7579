"""What is said of a crossing: every kind of claim, and how it is meant."""
