"""Calls to HTTP endpoints of others: the only importer of httpx besides Graph's client."""
