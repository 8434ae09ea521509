"""Making a set-up so: look, move, look again, object by object."""
