"""The groundcrew command."""
