"""The section ``tenant`` of the flight plan: how the tenant is to be set up."""
