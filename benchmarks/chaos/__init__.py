"""Devices on their way through the local stack while a script keeps breaking it."""
