"""Microsoft Graph behind the ports: the only importer of msgraph, kiota and httpx.

The adapters here load some hundred SDK modules, so nothing but the bootstrap
imports them, and that when a handler first needs one.
"""
