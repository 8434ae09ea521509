"""The use cases: one handler per command, plain async functions."""
