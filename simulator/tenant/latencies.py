"""How long a tenant takes over things; every figure can be set, none is promised by Microsoft."""

from dataclasses import dataclass, field, fields
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time somewhere between two.

    *tail* is the share of cases, 0 to 1, that take longer than *most*: up to
    ``STRETCH`` times as long.
    """

    least: timedelta
    most: timedelta
    tail: float = 0.0


# How much longer than the longest usual case the longest of all takes; assumed.
STRETCH = 4


def seconds(least: float, most: float | None = None, *, tail: float = 0.0) -> Span:
    """Make a span of seconds; one figure means exactly that."""
    longest = least if most is None else most
    return Span(timedelta(seconds=least), timedelta(seconds=longest), tail)


def minutes(least: float, most: float | None = None, *, tail: float = 0.0) -> Span:
    """Make a span of minutes; one figure means exactly that."""
    return seconds(least * 60, None if most is None else most * 60, tail=tail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Latencies:
    """How long each thing takes.

    The import's 60 to 95 seconds were observed by others; Microsoft says "several
    minutes" at most, and only "can vary" of groups and profiles, which therefore
    have a long tail.
    """

    import_pending: Span = field(default=seconds(3, 15))
    import_finished: Span = field(default=seconds(60, 95))
    identity_seen: Span = field(default=seconds(5, 40))
    identity_gone: Span = field(default=minutes(1, 30))
    managed_device_gone: Span = field(default=seconds(5, 120))
    properties_seen: Span = field(default=seconds(1, 10))
    device_created: Span = field(default=seconds(20, 120))
    device_replicated: Span = field(default=seconds(0, 20))
    membership_seen: Span = field(default=seconds(0, 8))
    dynamic_membership: Span = field(default=minutes(2, 10, tail=0.05))
    profile_pending: Span = field(default=minutes(1, 5, tail=0.05))
    profile_in_sync: Span = field(default=minutes(5, 15, tail=0.05))
    switched_on: Span = field(default=minutes(30, 240))
    device_setup: Span = field(default=minutes(18, 24))
    account_setup: Span = field(default=minutes(11, 15))
    policies_applied: Span = field(default=minutes(2, 6))
    scripts_run: Span = field(default=minutes(1, 5))
    apps_installed: Span = field(default=minutes(8, 20))
    long_device_setup: Span = field(default=minutes(70, 180))
    retried: Span = field(default=minutes(5, 30))
    report_written: Span = field(default=minutes(10, 40))
    export_begun: Span = field(default=seconds(1, 10))
    export_finished: Span = field(default=seconds(5, 60))
    import_dawdling: Span = field(default=minutes(5, 40))
    labels_changed: Span = field(default=minutes(1, 10))
    profile_unclear: Span = field(default=minutes(2, 20))
    sync_runs: Span = field(default=seconds(10, 60))
    replica_caught_up: Span = field(default=minutes(1, 5))
    group_known: Span = field(default=seconds(5, 40))
    licence_provisioned: Span = field(default=minutes(5, 60))

    @classmethod
    def instant(cls) -> "Latencies":
        """Make a tenant that does everything at once, except what people do."""
        nothing = {each.name: seconds(0) for each in fields(cls)}
        people = {"switched_on": minutes(60), "device_setup": minutes(20)}
        people |= {"long_device_setup": minutes(90), "retried": minutes(10)}
        prepared = {"policies_applied": minutes(2), "scripts_run": minutes(3)}
        installed = {"apps_installed": minutes(10), "account_setup": minutes(15)}
        return cls(**{**nothing, **people, **prepared, **installed})
