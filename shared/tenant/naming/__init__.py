"""Names and ids: which object is meant, and what it is called."""
