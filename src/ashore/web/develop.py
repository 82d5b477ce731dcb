"""Settings for tools that want a module: mypy, `django-admin makemigrations`, the tests.

Personal mode, in a folder under the temporary folder; ASHORE_DATABASE names another store.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ashore.web.settings import Site, settings_of

FOLDER = Path(tempfile.gettempdir()) / f"ashore-develop-{os.getuid() if os.name == 'posix' else 0}"
FOLDER.mkdir(mode=0o700, exist_ok=True)

globals().update(
    settings_of(
        Site(
            folder=FOLDER,
            secret="only-for-tools-that-read-the-settings-and-for-nothing-else",  # noqa: S106
            key="for-tools-and-tests",
            database=os.environ.get("ASHORE_DATABASE", ""),
        )
    )
)
