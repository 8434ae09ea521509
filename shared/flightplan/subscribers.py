"""Subscribers, as the flight plan writes them."""

from pydantic import Field, model_validator

from shared.domain.news import NewsType
from shared.domain.subscribers import NewsFormat, Subscriber
from shared.flightplan.addresses import Address
from shared.flightplan.strict import Strict


class SubscriberModel(Strict):
    """Somebody who is told of news."""

    events: frozenset[NewsType] = Field(min_length=1, description="The events that it is told of.")
    url: Address = Field(default="", description="Where they are posted: an https address.")
    url_setting: str = Field(
        default="", description="The name of the setting that holds the address."
    )
    secrets: tuple[str, ...] = Field(
        default=(),
        description="The names of the settings that hold the secrets that events are signed with.",
    )
    format: NewsFormat = Field(
        default=NewsFormat.CLOUD_EVENT,
        description="cloud-event (signed, the default) or teams (an Adaptive Card).",
    )

    @model_validator(mode="after")
    def _has_an_address(self) -> "SubscriberModel":
        if bool(self.url) == bool(self.url_setting):
            raise ValueError("needs a url, or url_setting: the name of the setting that holds it")
        return self

    @model_validator(mode="after")
    def _is_signed(self) -> "SubscriberModel":
        signs = self.format is NewsFormat.CLOUD_EVENT
        if signs and not self.secrets:
            raise ValueError("needs secrets: the names of the settings that hold them")
        if self.secrets and not signs:
            raise ValueError("takes no secrets: who knows a Teams webhook's address may post")
        return self

    def named(self, name: str) -> Subscriber:
        """Make the subscriber of this name."""
        return Subscriber(name=name, **self.model_dump())
