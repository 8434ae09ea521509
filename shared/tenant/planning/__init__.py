"""What is to be done, and why: what is wanted held against what was found."""
