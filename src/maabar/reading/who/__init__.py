"""Who vouches for what is said, through whom; which parties are meant."""
