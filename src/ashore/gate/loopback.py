"""Which addresses only this machine can reach."""

from __future__ import annotations

__all__ = ["LOOPBACK"]

LOOPBACK = ("127.0.0.1", "::1", "localhost")
