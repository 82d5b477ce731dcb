"""Start the app: settings, tables, and a server of its own on a loopback address."""

from __future__ import annotations

import gc
import os
import secrets
import signal
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Event, Thread

from ashore.web.folder import data_folder, prepared, secret_of
from ashore.web.settings import Site, settings_of
from ashore.words import BadInput, Text

__all__ = ["Serving", "configured", "site_here"]

THREADS = 32
"""Most of them wait: for their turn (`ashore.web.turns`), or for a plan."""
SWEEP_SECONDS = 15.0
YOUNG, MIDDLE, OLD = 20_000, 20, 1_000
"""When memory is searched for rings: see `_settled`."""
KEY_BYTES = 24
IN_MEMORY = 32 * 1024 * 1024


def site_here(*, team: bool, folder: Path | None = None) -> Site:
    """Return the installation of this user on this machine.

    ASHORE_DATABASE names another store than SQLite; ASHORE_HOSTS, separated by commas, the names
    under which a team's site is reached. One person's installation gets a new key each time.

    Raises:
        BadInput: the data folder or its key cannot be used.
    """
    where = prepared(folder or data_folder())
    hosts = [name.strip() for name in os.environ.get("ASHORE_HOSTS", "").split(",") if name.strip()]
    return Site(
        folder=where,
        secret=secret_of(where),
        team=team,
        database=os.environ.get("ASHORE_DATABASE", ""),
        hosts=hosts if team else (),
        key="" if team else secrets.token_urlsafe(KEY_BYTES),
    )


def configured(site: Site) -> None:
    """Set Django up for a site and bring its tables up to date.

    Raises:
        BadInput: the database cannot be used.
    """
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import DatabaseError

    os.umask(0o077)  # the store is for its owner alone
    settings.configure(**settings_of(site))
    django.setup()
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as wrong:
        raise BadInput(
            where="ASHORE_DATABASE" if site.database else str(site.folder),
            what=Text(f"数据库用不了：{_first(wrong)}", f"the database fails: {_first(wrong)}"),
            expected=Text(
                "一个能连上、能写的数据库", "a database that answers and can be written to"
            ),
            do=Text(
                "看看地址、权限和磁盘空间；不设 ASHORE_DATABASE 就用本机的 SQLite",
                "see to its address, rights and room; without ASHORE_DATABASE, SQLite is used",
            ),
        ) from wrong


def _interrupted(*_: object) -> None:
    """Make being told to end the same as Ctrl+C: the helpers are ended too."""
    raise KeyboardInterrupt


def _warm() -> None:
    """Read what the first page needs while the browser is still opening."""
    from ashore.web.answers import law_of, practice_of

    law_of("CN")
    practice_of()
    import_module("ashore.web.urls")
    _settled()


def _locking(ended: Event, every: float = SWEEP_SECONDS) -> None:
    """Lock cases nobody has looked at for a while, also when no page is asked for any more."""
    from ashore.web.keyring import KEYRING

    while not ended.wait(every):
        KEYRING.sweep()


def _settled() -> None:
    """Keep the search for rings of objects away from what stays.

    Norms, modules and remembered answers hold no such rings; looking through all of them stopped
    every page for a quarter of a second now and then.
    """
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def _first(wrong: Exception) -> str:
    return str(wrong).strip().split("\n")[0][:200]


class Serving:
    """A server bound to a loopback address; `run` answers until interrupted.

    Args:
        port: the port; 0 takes a free one.

    Raises:
        BadInput: the port is taken.
    """

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        from django.core.wsgi import get_wsgi_application
        from waitress.server import create_server

        try:
            self._server = create_server(
                get_wsgi_application(),
                host=host,
                port=port,
                threads=THREADS,
                ident="",
                max_request_body_size=IN_MEMORY,
                # What was typed or shown never goes through a file of the system.
                inbuf_overflow=IN_MEMORY,
                outbuf_overflow=IN_MEMORY,
                clear_untrusted_proxy_headers=False,
            )
        except OSError as wrong:
            raise BadInput(
                where=f"--port {port}",
                what=Text("这个端口用不了", "this port cannot be used"),
                expected=Text("一个空闲的端口", "a free port"),
                do=Text(
                    "可能已经开着一个；用 --port 0 任选一个空闲的",
                    "one may be running already; --port 0 takes a free one",
                ),
            ) from wrong
        self.address = f"http://{host}:{self._server.effective_port}/"

    def run(self, ready: Callable[[], None]) -> None:
        """Answer until interrupted; `ready` is called once the port is open."""
        from ashore.web.planning import DESK

        signal.signal(signal.SIGTERM, _interrupted)
        ready()
        ended = Event()
        Thread(target=_warm, daemon=True).start()
        Thread(target=_locking, args=(ended,), daemon=True).start()
        DESK.open()
        try:
            self._server.run()
        finally:
            ended.set()
            self._server.close()
            DESK.shut()
