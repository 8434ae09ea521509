"""People, groups and device objects: the requests on the directory."""

from simulator.tenant.answers import Entity, no_such_resource
from simulator.tenant.devices import EntraDevice, device_key
from simulator.tenant.face import about, user_url
from simulator.tenant.member_operations import MemberOperations
from simulator.tenant.operations import Operation, Request
from simulator.tenant.users import User, licence_details


class DirectoryOperations(MemberOperations):
    """Entra's part of Graph, groups' members included, each request through the gate."""

    def device_by_device_id(self, device_id: str) -> Entity:
        """Read a device object by its device id; 404 when there is none."""
        request = Request(
            operation=Operation.DEVICE_BY_DEVICE_ID,
            url=f"/v1.0/devices(deviceId='{device_id}')",
            about=self._about_device(device_id),
        )

        def read() -> EntraDevice:
            device = self.model.devices.get_by_device_id(device_key(device_id))
            self.model.replicas.reach(device.id)
            return device

        return self.gate.run(request, lambda: read().entity())

    def devices_by_device_id(self, device_id: str) -> list[Entity]:
        """Find device objects by device id: one, or none."""
        request = Request(
            operation=Operation.DEVICES_BY_DEVICE_ID,
            url=f"/v1.0/devices?$filter=deviceId eq '{device_id}'",
            about=self._about_device(device_id),
        )

        def find() -> list[Entity]:
            device = self.model.devices.find_by_device_id(device_key(device_id))
            found = device is not None and not self.model.replicas.lack(device.id)
            return [device.entity()] if device and found else []

        return self.gate.run(request, find)

    def groups_named(self, name: str) -> list[Entity]:
        """Find the groups of that name: none, one or several."""
        request = Request(
            operation=Operation.GROUPS_NAMED, url=f"/v1.0/groups?$filter=displayName eq '{name}'"
        )

        def find() -> list[Entity]:
            named = self.model.groups.named(name)
            return [group.entity() for group in named if not self.model.replicas.lack(group.id)]

        return self.gate.run(request, find)

    def group(self, group_id: str) -> Entity:
        """Read a group; 404 when there is none."""
        request = Request(operation=Operation.GROUP, url=f"/v1.0/groups/{group_id}")

        def read() -> Entity:
            self.model.replicas.reach(group_id)
            return self.model.groups.get(group_id).entity()

        return self.gate.run(request, read)

    def user(self, id_or_upn: str) -> Entity:
        """Read a person with every property selected; 404 when nobody is there."""
        request = Request(
            operation=Operation.USER,
            # What an app selects is what it pays for.
            url=f"{user_url(id_or_upn)}?$select=id,userPrincipalName,accountEnabled,userType",
            about=self._about_user(id_or_upn),
        )
        return self.gate.run(request, lambda: self._reached(id_or_upn).entity())

    def licence_details(self, id_or_upn: str) -> list[Entity]:
        """Read a person's licences; 404 when nobody is there."""
        request = Request(
            operation=Operation.LICENCE_DETAILS,
            url=f"{user_url(id_or_upn)}/licenseDetails",
            about=self._about_user(id_or_upn),
        )
        return self.gate.run(request, lambda: licence_details(self._reached(id_or_upn)))

    def manager(self, id_or_upn: str) -> Entity:
        """Read a person's manager; 404 when they have none, and when they are not there."""
        request = Request(
            operation=Operation.MANAGER,
            url=f"{user_url(id_or_upn)}/manager?$select=id,userPrincipalName,userType",
            about=self._about_user(id_or_upn),
        )

        def read() -> Entity:
            manager = self.model.users.find(self._reached(id_or_upn).manager)
            if manager is None:
                raise no_such_resource("manager")
            return manager.entity()

        return self.gate.run(request, read)

    def _reached(self, id_or_upn: str) -> User:
        user = self.model.users.get(id_or_upn)
        self.model.replicas.reach(user.id)
        return user

    def _about_device(self, device_id: str) -> frozenset[str]:
        device = self.model.devices.find_by_device_id(device_id)
        return about(device.serial) if device else frozenset()

    def _about_user(self, id_or_upn: str) -> frozenset[str]:
        user = self.model.users.find(id_or_upn)
        return about(id_or_upn, user.upn if user else None)
