"""Which object of a tenant is which of the flight plan's."""
