"""Who is told of news, as the flight plan declares it."""

from dataclasses import dataclass
from enum import StrEnum

from shared.domain.news import NewsType


class NewsFormat(StrEnum):
    """How news is written for a subscriber."""

    CLOUD_EVENT = "cloud-event"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Somebody who is told of *events*.

    *url* is where news is posted; when it is blank, the setting that *url_setting*
    names holds it (a Teams webhook's URL is a secret).  *secrets* name the settings of the
    secrets that events are signed with, several while one is being replaced.
    """

    name: str
    events: frozenset[NewsType]
    url: str = ""
    url_setting: str = ""
    secrets: tuple[str, ...] = ()
    format: NewsFormat = NewsFormat.CLOUD_EVENT
