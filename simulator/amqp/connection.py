"""One connection: the handshake, the sessions, the heartbeats and the end."""

import asyncio
import struct
from datetime import timedelta
from functools import partial
from typing import Any

from azure.servicebus._pyamqp import performatives as wire

from simulator.amqp.codec import (
    AMQP_HEADER,
    HEARTBEAT,
    LARGEST_FRAME,
    SASL_HEADER,
    Frame,
    FrameReader,
    Header,
    encode,
)
from simulator.amqp.conditions import DECODE_ERROR, Refusal
from simulator.amqp.nodes import Nodes
from simulator.amqp.pulse import Pulse
from simulator.amqp.session import Session, Wire

_MECHANISMS = (b"ANONYMOUS", b"EXTERNAL", b"MSSBCBS")


class Connection(asyncio.Protocol):
    """The server's end of a client's connection, which is cut after *idle* of silence.

    While it stands it is among the *open_ones*.
    """

    def __init__(self, nodes: Nodes, idle: timedelta, open_ones: dict["Connection", None]) -> None:
        self._nodes = nodes
        self._idle = idle
        self._open_ones = open_ones
        self._reader = FrameReader()
        self._sessions: dict[int, Session] = {}
        self._pulses: list[Pulse] = []
        self._largest_frame = LARGEST_FRAME
        self._transport: asyncio.Transport
        self._heard = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start to watch for silence."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  narrows the type that asyncio declares
        self._transport = transport
        self._open_ones[self] = None
        self._pulses.append(Pulse(self._idle, self._cut_if_silent))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  asyncio's signature
        """Forget the links.  What they hold stays locked until it expires."""
        self._open_ones.pop(self, None)
        for pulse in self._pulses:
            pulse.stop()
        for session in self._sessions.values():
            session.end()
        self._sessions.clear()

    def cut(self) -> None:
        """Hang up without a word."""
        self._transport.abort()

    def force_links_off(self) -> None:
        """Take the links down with ``detach-forced``, and let the connection stand."""
        for session in self._sessions.values():
            session.force_off()

    def data_received(self, data: bytes) -> None:
        """Act on every complete frame."""
        self._heard = True
        try:
            for each in self._reader.feed(data):
                if isinstance(each, Header):
                    self._greet(each.octets)
                else:
                    self._act(each)
        except (ValueError, LookupError, TypeError, AttributeError, struct.error) as error:
            self._close(Refusal(DECODE_ERROR, f"{type(error).__name__}: {error}"))

    def _greet(self, header: bytes) -> None:
        if header not in (SASL_HEADER, AMQP_HEADER):
            message = f"an unknown protocol {header!r}"
            raise ValueError(message)
        self._transport.write(header)
        if header == SASL_HEADER:
            self._send(0, wire.SASLMechanism(_MECHANISMS))

    def _act(self, frame: Frame) -> None:
        match frame.performative:
            case None:
                pass
            case wire.SASLInit():
                self._send(0, wire.SASLOutcome(0, None))
            case wire.OpenFrame() as asked:
                self._open(asked)
            case wire.BeginFrame() as asked:
                self._begin(frame.channel, asked)
            case wire.EndFrame():
                self._sessions.pop(frame.channel).end()
                self._send(frame.channel, wire.EndFrame(None))
            case wire.CloseFrame():
                self._close(None)
            case _:
                self._pass_on(self._sessions[frame.channel], frame.performative)

    def _pass_on(self, session: Session, performative: tuple[Any, ...]) -> None:
        match performative:
            case wire.TransferFrame():
                session.transfer(performative)
            case wire.DispositionFrame():
                session.disposition(performative)
            case wire.FlowFrame():
                session.flow(performative)
            case wire.AttachFrame():
                session.attach(performative)
            case wire.DetachFrame():
                session.detach(performative)

    def _open(self, asked: wire.OpenFrame) -> None:
        self._largest_frame = min(asked.max_frame_size, LARGEST_FRAME)
        if asked.idle_timeout:
            half = timedelta(milliseconds=asked.idle_timeout / 2)
            self._pulses.append(Pulse(half, partial(self._write, HEARTBEAT)))
        self._send(
            0,
            wire.OpenFrame(
                container_id="simulated-service-bus",
                hostname=None,
                max_frame_size=LARGEST_FRAME,
                channel_max=4999,
                idle_timeout=self._idle // timedelta(milliseconds=1),
                outgoing_locales=None,
                incoming_locales=None,
                offered_capabilities=None,
                desired_capabilities=None,
                properties=None,
            ),
        )

    def _begin(self, channel: int, asked: wire.BeginFrame) -> None:
        spoken = Wire(send=partial(self._send, channel), largest_frame=self._largest_frame)
        self._sessions[channel] = Session(spoken, self._nodes, asked)
        self._send(
            channel,
            wire.BeginFrame(
                remote_channel=channel,
                next_outgoing_id=0,
                incoming_window=LARGEST_FRAME,
                outgoing_window=LARGEST_FRAME,
                handle_max=255,
                offered_capabilities=None,
                desired_capabilities=None,
                properties=None,
            ),
        )

    def _cut_if_silent(self) -> None:
        if not self._heard:
            self._transport.abort()
        self._heard = False

    def _close(self, refusal: Refusal | None) -> None:
        self._send(0, wire.CloseFrame(refusal.error if refusal else None))
        self._transport.close()

    def _send(self, channel: int, performative: tuple[Any, ...]) -> None:
        self._write(encode(channel, performative))

    def _write(self, octets: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(octets)
