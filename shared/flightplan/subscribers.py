"""Subscribers, as the flight plan writes them."""

from pydantic import Field, model_validator

from shared.domain.news import NewsType
from shared.domain.subscribers import NewsFormat, Subscriber
from shared.flightplan.addresses import Address
from shared.flightplan.strict import Strict


class SubscriberModel(Strict):
    """Somebody who is told of news."""

    events: frozenset[NewsType] = Field(min_length=1)
    url: Address = ""
    url_setting: str = ""
    secrets: tuple[str, ...] = ()
    format: NewsFormat = NewsFormat.CLOUD_EVENT

    @model_validator(mode="after")
    def _has_an_address(self) -> "SubscriberModel":
        if bool(self.url) == bool(self.url_setting):
            raise ValueError("needs a url, or url_setting: the name of the setting that holds it")
        return self

    def named(self, name: str) -> Subscriber:
        """Make the subscriber of this name."""
        return Subscriber(name=name, **self.model_dump())
