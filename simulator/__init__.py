"""A tenant, its queues and a Functions host that need no Azure."""
