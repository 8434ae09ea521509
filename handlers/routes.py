"""Which handler answers which command."""

from handlers.assignment import assign_user
from handlers.changing import change_device
from handlers.confirmation import confirm_registration
from handlers.departure import retire_devices
from handlers.deployment import check_deployment
from handlers.erasing import forget_person
from handlers.grouping import add_to_group
from handlers.hiring import new_hire
from handlers.notification import notify
from handlers.parking import mark_parked
from handlers.registration import register_devices
from handlers.requesting import device_request
from handlers.shipping import shipment
from handlers.sweeping import expect_later
from shared.domain.changes import ChangeDevice
from shared.domain.commands import (
    AddToGroup,
    AssignUser,
    CheckDeployment,
    ConfirmRegistration,
    DeviceRequest,
    NewHire,
    Notify,
    RegisterDevices,
    RetireDevices,
    Shipment,
)
from shared.domain.erasure import ForgetPerson
from shared.runtime.consumer import Routes
from shared.runtime.persistence import OF_OTHERS

ROUTES = Routes(
    handlers={
        NewHire: new_hire,
        Shipment: shipment,
        DeviceRequest: device_request,
        ChangeDevice: change_device,
        Notify: notify,
        RegisterDevices: register_devices,
        ConfirmRegistration: confirm_registration,
        AddToGroup: add_to_group,
        AssignUser: assign_user,
        CheckDeployment: check_deployment,
        ForgetPerson: forget_person,
        RetireDevices: retire_devices,
    },
    on_parked=mark_parked,
    on_postponed=expect_later,
    persistence={Notify: OF_OTHERS},
)
