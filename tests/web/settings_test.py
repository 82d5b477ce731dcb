"""Settings of both modes, the folder, the database's address, the server's door."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys

import pytest
from django.core.management import call_command

from ashore.web.folder import data_folder, prepared, secret_of
from ashore.web.settings import Site, database_of, settings_of
from ashore.words import BadInput

SECRET = "a" * 64
DEPLOY = """
import json, sys, django
from pathlib import Path
from django.conf import settings
from ashore.web.settings import Site, settings_of
settings.configure(**settings_of(Site(folder=Path(sys.argv[1]), secret=sys.argv[2], team=True,
                                      hosts=["cases.example.org"])))
django.setup()
from django.core.checks import run_checks
print(json.dumps([str(each) for each in run_checks(include_deployment_checks=True)]))
"""


def test_a_team_s_settings_pass_every_check_of_django(tmp_path):
    secret = secret_of(prepared(tmp_path / "data"))
    env = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    done = subprocess.run(
        [sys.executable, "-c", DEPLOY, str(tmp_path), secret],
        env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == []


@pytest.mark.django_db
def test_the_tables_are_as_the_models_say():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_one_person_s_cookies_need_no_certificate_and_a_team_s_do(tmp_path):
    mine = settings_of(Site(folder=tmp_path, secret=SECRET))
    ours = settings_of(Site(folder=tmp_path, secret=SECRET, team=True, hosts=["a.example"]))
    assert not mine["SESSION_COOKIE_SECURE"] and ours["SESSION_COOKIE_SECURE"]
    assert mine["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert "a.example" in ours["ALLOWED_HOSTS"]
    assert not mine["DEBUG"] and not ours["DEBUG"]


def test_the_folder_and_its_key_are_for_their_owner_alone(tmp_path):
    folder = prepared(tmp_path / "deep" / "data")
    key = secret_of(folder)
    assert secret_of(folder) == key and len(key) == 64
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "web.key").chmod(0o644)
        with pytest.raises(BadInput, match="others may read"):
            secret_of(folder)


def test_where_things_are_kept():
    assert data_folder({"ASHORE_DATA": "x"}, "linux").as_posix() == "x"
    assert data_folder({"LOCALAPPDATA": "L"}, "win32").as_posix() == "L/ashore"
    assert data_folder({}, "darwin").as_posix().endswith("Application Support/ashore")
    assert data_folder({}, "linux").as_posix().endswith(".local/share/ashore")


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="nothing can be kept there"):
        prepared(tmp_path / "file" / "data")


def test_an_address_of_postgresql_is_read(tmp_path):
    site = Site(
        folder=tmp_path,
        secret=SECRET,
        database="postgresql://u%40x:p%2Fw@db:5433/n?sslmode=require",
    )
    found = database_of(site)
    assert {key: found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")} == {
        "USER": "u@x", "PASSWORD": "p/w", "HOST": "db", "PORT": "5433", "NAME": "n",
        "OPTIONS": {"sslmode": "require"},
    }  # fmt: skip


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host", "nonsense", "/x.db"])
def test_another_address_is_refused_with_a_sample(tmp_path, url):
    with pytest.raises(BadInput, match="postgresql://user:password@host:port/name"):
        database_of(Site(folder=tmp_path, secret=SECRET, database=url))


def serve(tmp_path, *words, **more):
    env = {**os.environ, "ASHORE_DATA": str(tmp_path / "data"), **more}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "ashore", "serve", "--no-browser", "--lang", "en", *words]
    return subprocess.run(
        command, env=env, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_port_that_is_taken_is_said_so(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = serve(tmp_path, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "this port cannot be used" in done.stderr and "--port 0" in done.stderr


@pytest.mark.parametrize(
    ("words", "more", "said"),
    [
        (["--port", "x"], {}, "cannot be x"),
        (["--port", "0"], {"ASHORE_DATABASE": "mysql://a/b"}, "ASHORE_DATABASE"),
        (
            ["--port", "0"],
            {"ASHORE_DATABASE": "postgresql://u@127.0.0.1:1/n"},
            "the database fails",
        ),
    ],
)
def test_what_cannot_be_served_is_said_in_four_parts(tmp_path, words, more, said):
    done = serve(tmp_path, *words, **more)
    assert done.returncode == 2 and said in done.stderr
    assert "expected:" in done.stderr and "do:" in done.stderr
    assert "Traceback" not in done.stderr
