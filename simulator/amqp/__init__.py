"""The namespace on the wire: AMQP 1.0 as the unmodified azure-servicebus speaks it, without TLS."""

from simulator.amqp.server import AmqpServer

__all__ = ["AmqpServer"]
