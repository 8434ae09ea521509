"""What stops the host from starting, said in one sentence."""


class HostError(Exception):
    """The app, its settings or its host.json cannot be run; the message says why.

    *trace* is the app's own stack trace, when it was the app that failed.
    """

    def __init__(self, message: str, trace: str = "") -> None:
        super().__init__(message)
        self.trace = trace
