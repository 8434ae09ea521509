"""Policy between a wire and a handler."""
