"""Run `python -m ashore`."""

from __future__ import annotations

import sys

from ashore.cli import main

sys.exit(main())
