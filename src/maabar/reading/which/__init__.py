"""Which crossing is meant."""
