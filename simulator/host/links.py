"""What the SDK raises when a link breaks under it.

Beside its own errors these are Python's (observed, azure-servicebus 7.15, when two
things that use a receiver find its link gone at once): ``ValueError`` of a link that
is closed already, ``AttributeError`` of a connection that is not there any more.
"""

from azure.core.exceptions import AzureError

# What any object answers that has lost its link.
LINK_GONE = (ValueError, AttributeError)
BROKEN = (AzureError, OSError, *LINK_GONE)
