"""What Groundcrew knows about devices and people: pure, standard library only."""
