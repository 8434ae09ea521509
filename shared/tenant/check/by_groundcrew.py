"""The steps that Groundcrew takes for every device, in the words of its flight plan."""

from collections.abc import Iterable

from shared.domain.flightplan import FlightPlan, Membership, Persona, WhenRegistered


def registering(plan: FlightPlan, personas: list[Persona]) -> str:
    """Say who is registered, and with which group tags."""
    tags = _listed(
        f"{each.group_tag} ({each.name})" if each.group_tag else f"none ({each.name})"
        for each in personas
    )
    return (
        f"Groundcrew registers every device that a source announces ({_sources(plan)}). "
        f"Group tags: {tags}."
    )


def assigning(_plan: FlightPlan, personas: list[Persona]) -> str:
    """Say who is assigned to whom."""
    return (
        "Groundcrew assigns a device to its person as soon as the two are paired, "
        f"and greets them by name ({_names(personas)})."
    )


def deploying(_plan: FlightPlan, _personas: list[Persona]) -> str:
    """Say who switches a device on, and who watches."""
    return (
        "The device's person switches it on and signs in; Groundcrew watches the deployment "
        "to its end: groundcrew devices."
    )


def identifying(plan: FlightPlan, personas: list[Persona]) -> str:
    """Say whose corporate identifiers are uploaded, and what becomes of registered devices."""
    registered = {
        WhenRegistered.PARK: "is parked",
        WhenRegistered.DEREGISTER: "is deregistered",
    }
    told = _listed(f"{registered[each.when_registered]} ({each.name})" for each in personas)
    return (
        "Groundcrew uploads the corporate identifier of every device that a source announces "
        f"({_sources(plan)}). One that is registered with Autopilot {told}."
    )


def joining(personas: list[Persona]) -> str:
    """Say who puts people into the user groups."""
    ours = [
        each.user_group.name
        for each in personas
        if each.user_group and each.user_group.membership is Membership.ASSIGNED
    ]
    return f"Groundcrew puts each person into {_listed(ours)}." if ours else ""


def _sources(plan: FlightPlan) -> str:
    return _listed(plan.sources)


def _names(personas: list[Persona]) -> str:
    return _listed(each.name for each in personas)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
