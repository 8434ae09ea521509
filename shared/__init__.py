"""What the handlers stand on: domain, ports, policy and adapters."""
