"""What there is to say of a device, a hire or a request when it is news."""

from dataclasses import replace
from datetime import date

from shared.domain.device import Device
from shared.domain.hire import Pairing
from shared.domain.news import News

_NOBODY = Pairing(rule="")


def with_facts(device: Device, persona: str) -> Device:
    """Say with every news of a device how it stands now, unless that was said; blanks are left out.

    *persona* is the name of the device's persona, which the flight plan knows.
    """
    facts = _facts(device, persona)
    return replace(device, news=tuple(_filled(each, facts) for each in device.news))


def _filled(news: News, facts: dict[str, str]) -> News:
    if "serial" in news.facts:
        return news
    return replace(news, facts=facts | news.facts)


def _facts(device: Device, persona: str) -> dict[str, str]:
    pairing = device.pairing or _NOBODY
    facts = {
        "serial": device.serial,
        "stage": device.stage.value,
        "persona": persona,
        "shipment_id": device.shipment_id,
        "order_reference": device.line.order_reference,
        "employee_id": pairing.employee_id,
        "person": pairing.user_principal_name,
        "start_date": _day(pairing.start_date),
        "request_id": pairing.request,
    }
    return {name: value for name, value in facts.items() if value}


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
