"""The trigger map: every way into the system, on one page."""
