"""What may happen next, on two tracks that are never mixed: permitted by the norms, reported to happen."""

from __future__ import annotations
