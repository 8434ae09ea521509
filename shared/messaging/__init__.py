"""Service Bus behind the outbox port: the only importer of azure.servicebus."""
