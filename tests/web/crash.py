"""Run as a program: fork writers of versions, kill each with -9 in the midst, see what is left.

Prints one JSON line: how many were killed, how many writes had been confirmed, what was lost.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from ashore.web.serve import configured, site_here

TRIES = 50


def writer(code, out):
    """Write version after version; tell each number once it is confirmed."""
    from ashore.web import store
    from ashore.web.models import CaseFile

    me = store.Writer(session="me")
    kept = CaseFile.objects.get(id=code)
    while True:
        found = store.opened(kept, "me")
        store.write(found, replace(found.case, title=f"{found.number + 1}"), me, "crash")
        os.write(out, f"{found.number + 1}\n".encode())


def main():
    folder, example = Path(sys.argv[1]), sys.argv[2]
    configured(site_here(team=False, folder=folder))
    from django.db import connection, connections

    from ashore.files.case import read_case
    from ashore.web import store
    from ashore.web.models import CaseFile

    code = store.begin(None)
    kept = CaseFile.objects.get(id=code)
    first = store.opened(kept, "me")
    store.write(first, read_case(example), store.Writer(session="me"), "upload")
    connections.close_all()
    chance, confirmed, lost = random.Random(50), 0, []
    for number in range(TRIES):
        ear, mouth = os.pipe()
        child = os.fork()
        if not child:
            os.close(ear)
            writer(code, mouth)
        os.close(mouth)
        heard = os.read(ear, 100) if number % 5 else b""  # one in five dies before it wrote
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(ear, "rb") as told:
            said = [int(line) for line in (heard + told.read()).split()]
        confirmed += len(said)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            whole = cursor.fetchone()[0] == "ok"
        numbers = [each.number for each in kept.versions.all()]
        found = store.opened(kept, "me")
        right = found.number == 1 or found.case.title == str(found.number)
        if not whole or not right or numbers != list(range(1, len(numbers) + 1)):
            lost.append("the store is broken")
        lost += [number for number in said if number not in numbers]
        connections.close_all()
    sys.stdout.write(json.dumps({"killed": TRIES, "confirmed": confirmed, "lost": lost}) + "\n")


if __name__ == "__main__":
    main()
