"""What may happen next, on two tracks never mixed: permitted by the norms, reported to happen."""

from __future__ import annotations
