"""The organization whose tenant this is."""

from dataclasses import dataclass

from simulator.tenant.answers import Entity


@dataclass(slots=True, kw_only=True)
class Organization:
    """Its tenant id, its name and its *domains*, of which the first is the default."""

    id: str
    name: str = "Contoso"
    domains: tuple[str, ...] = ("contoso.com", "contoso.onmicrosoft.com")

    def entity(self) -> Entity:
        """Write the organization as Graph shows it."""
        return {
            "id": self.id,
            "displayName": self.name,
            "tenantType": "AAD",
            "verifiedDomains": [
                {
                    "capabilities": "Email, OfficeCommunicationsOnline",
                    "isDefault": domain == self.domains[0],
                    "isInitial": domain.endswith(".onmicrosoft.com"),
                    "name": domain,
                    "type": "Managed",
                }
                for domain in self.domains
            ],
        }
