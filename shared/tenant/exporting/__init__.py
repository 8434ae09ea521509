"""What is there, as documents of a flight plan."""
