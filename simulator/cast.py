"""Who appears in the demo's story: the people, whom HR announces, and who asks for a device.

Every person and company is invented.
"""

from dataclasses import dataclass

COMPANY = "contoso.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A person in the directory, or about to be."""

    name: str
    manager: "Colleague | None" = None

    @property
    def upn(self) -> str:
        """The name that the person signs in with."""
        return f"{self.name.lower().replace(' ', '.')}@{COMPANY}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hiring:
    """A colleague whom HR announces, with the order that was made for them."""

    colleague: Colleague
    employee_id: str
    order_reference: str
    persona: str
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """A colleague of whom BambooHR says no more than a number, until it is asked."""

    colleague: Colleague
    employee_id: str
    department: str
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A request for a device for a colleague, whose manager has to agree."""

    colleague: Colleague
    id: str
    persona: str
    location: str
    why: str


AMINA = Colleague(name="Amina Okafor")
BRUNO = Colleague(name="Bruno Lindqvist")
CHIARA = Colleague(name="Chiara Moreau")
DEREK = Colleague(name="Derek Vance")
ELIF = Colleague(name="Elif Kaya")
FARAH = Colleague(name="Farah Haddad")
GREGOR = Colleague(name="Gregor Novak")
HANNA = Colleague(name="Hanna Virtanen")
IVO = Colleague(name="Ivo Petrov")
JUDIT = Colleague(name="Judit Molnar")
KLARA = Colleague(name="Klara Weiss")
LARS = Colleague(name="Lars Dahl", manager=AMINA)
COLLEAGUES = (
    *(AMINA, BRUNO, CHIARA, DEREK, ELIF, FARAH),
    *(GREGOR, HANNA, IVO, JUDIT, KLARA, LARS),
)

HANNA_STARTS = Hiring(
    colleague=HANNA,
    employee_id="10482",
    order_reference="PO-4471/10",
    persona="engineer",
    location="Seattle",
)
IVO_STARTS = Hiring(
    colleague=IVO,
    employee_id="10483",
    order_reference="PO-4502/10",
    persona="office",
    location="Munich",
)
KLARA_JOINS = Joining(
    colleague=KLARA,
    employee_id="10484",
    department="Finance",
    location="Munich",
)
LARS_ASKS = Asking(
    colleague=LARS,
    id="RITM0010057",
    persona="office",
    location="Munich",
    why="The old one fell off the desk.",
)
