"""The law of contact: was a contact allowed, may one be made; one set of norms for both."""

from __future__ import annotations
