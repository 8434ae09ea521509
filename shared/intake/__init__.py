"""The readers of what comes in over HTTP: bodies become commands, or faults that say why not.

Nothing here talks to a store, a queue or the tenant.
"""
