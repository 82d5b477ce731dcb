from __future__ import annotations

import json
import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from time import sleep

import pytest

from ashore.gate.http import BODY_MOST
from ashore.gate.verify import verify
from tests.gate.kit import MORNING, by, make_store, request
from tests.gate.served import LINES, Client, Served

UNAVAILABLE = ("refuse", "gate.store_unavailable")


@pytest.fixture
def folder(tmp_path):
    return make_store(tmp_path / "store")


@pytest.fixture
def served(folder):
    with Served(folder) as made:
        yield made


@pytest.fixture
def client(served):
    with served.client() as made:
        yield made


def test_an_answer_is_on_the_disk_when_it_comes(client, folder):
    answer = client.ask(request())
    assert answer["decision"] == "allow"
    with closing(sqlite3.connect(folder / "gate.db")) as database:
        last = database.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    assert (f"{last[0]:012d}", last[1]) == (answer["decision_id"], answer["receipt"])


def test_the_service_counts_and_takes_outcomes(client, served):
    said = []
    for _ in range(5):
        served.clock.go(minutes=1)
        answer = client.ask(request(served.clock.now))
        said.append(answer["decision"])
        if answer["decision"] == "allow":
            client.tell(decision_id=answer["decision_id"], outcome="talk")
    assert said == ["allow", "allow", "allow", "wait", "wait"]


def test_many_at_once_get_no_more_than_the_limit(served):
    """Thirty callers ask about the same debtor in the same instant."""

    def one(_):
        with served.client() as client:
            return client.ask(request())["decision"]

    with ThreadPoolExecutor(30) as pool:
        said = list(pool.map(one, range(30)))
    assert said.count("allow") == 3
    assert verify(served.folder).fault is None


def test_lines_are_answered_in_their_order(client):
    lines = [request(situation={"debtor": f"d{n}"}, id=f"r{n}") for n in range(40)]
    lines[7] = {"at": 1}
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    status, body = client.send("POST", "/decide", text, LINES)
    answers = [json.loads(line) for line in body.splitlines()]
    assert status == 200
    assert [answer.get("ref") for answer in answers] == [
        None if n == 7 else f"r{n}" for n in range(40)
    ]
    assert by(answers[7]) == ("refuse", "gate.bad_request")
    assert {answer["decision"] for n, answer in enumerate(answers) if n != 7} == {"allow"}


def test_requests_sent_ahead_are_answered_one_by_one(served):
    body = json.dumps(request()).encode()
    head = f"POST /decide HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"  # noqa: E501
    with socket.create_connection(("127.0.0.1", served.port)) as line:
        line.sendall((head.encode() + body) * 5)
        line.settimeout(10)
        data = b""
        while data.count(b"HTTP/1.1 200 OK") < 5 or not data.endswith(b"}"):
            data += line.recv(65_536)
    ids = [part[:12] for part in data.split(b'"decision_id":"')[1:]]
    assert ids == sorted(ids)


def test_health_and_verify(client):
    client.ask(request())
    status, text = client.send("GET", "/health")
    assert (status, json.loads(text)["ok"], json.loads(text)["records"]) == (200, True, 2)
    status, text = client.send("GET", "/verify")
    assert (status, json.loads(text)["ok"], json.loads(text)["records"]) == (200, True, 2)


def test_the_language_of_reasons(client):
    night = request(MORNING + timedelta(hours=13))
    body = json.dumps(night)
    assert "quiet hours" in client.send("POST", "/decide", body)[1]
    assert "安静时段" in client.send("POST", "/decide?lang=zh", body)[1]
    assert "安静时段" in client.send("POST", "/decide", body, Accept_Language="zh-CN")[1]


# ---- what a client can do wrong


@pytest.mark.parametrize(
    ("method", "path", "kind", "status"),
    [
        ("GET", "/decide", "application/json", 405),
        ("POST", "/health", "application/json", 405),
        ("POST", "/", "application/json", 404),
        ("GET", "/favicon.ico", "text/html", 404),
        ("POST", "/decide", "text/plain", 415),
        ("POST", "/decide", "application/x-www-form-urlencoded", 415),
    ],
)
def test_other_requests_are_turned_away(client, method, path, kind, status):
    assert client.send(method, path, "{}", kind)[0] == status


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "evil.example:80"])
def test_a_foreign_host_name_is_turned_away(client, host):
    assert client.send("POST", "/decide", json.dumps(request()), Host=host)[0] == 403
    assert client.send("GET", "/health", Host=host)[0] == 403


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"at": NaN}', b"[" * 100_000, b'{"at":1,"at":2}',
     b"{}", b'{"situation": []}', b"1e999", "{\"at\": \"时间\"}".encode()],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/decide", "/record"])
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(client, path, body, folder):
    status, text = client.send("POST", path, body)
    value = json.loads(text)
    assert status == 400
    if path == "/decide":
        assert by(value) == ("refuse", "gate.bad_request")
    else:
        assert set(value["error"]) == {"where", "what", "expected", "do"}
    assert verify(folder).records == 1


def test_a_body_too_long_is_turned_away(served):
    with socket.create_connection(("127.0.0.1", served.port)) as line:
        line.sendall(
            b"POST /decide HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n" % (BODY_MOST + 10)
        )
        line.settimeout(10)
        answer = b""
        try:
            for _ in range(BODY_MOST // 65_536 + 2):
                line.sendall(b" " * 65_536)
        except OSError:
            pass  # turned away before everything was sent
        try:
            answer = line.recv(100)
        except ConnectionError:
            return
    assert answer.startswith(b"HTTP/1.1 413")


UPGRADE = (
    b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n"
)


@pytest.mark.parametrize(
    "sent",
    [
        UPGRADE,
        b"\x16\x03\x01\x02\x00",
        b"GET\r\n\r\n",
        b"POST /decide HTTP/9.9\r\n\r\n",
        b"x\r\n\r\n",
    ],
    ids=["upgrade", "tls", "no-path", "http-9", "no-http"],
)
def test_what_is_not_http_is_turned_away(served, sent):
    with socket.create_connection(("127.0.0.1", served.port)) as line:
        line.sendall(sent)
        line.settimeout(10)
        assert line.recv(100)[:12] == b"HTTP/1.1 400"
    with served.client() as client:
        assert client.ask(request())["decision"] == "allow"


def test_headers_without_end_are_turned_away(served):
    with socket.create_connection(("127.0.0.1", served.port)) as line:
        line.settimeout(10)
        line.sendall(b"POST /decide HTTP/1.1\r\n" + b"X-Y: z\r\n" * 4_000)
        assert line.recv(100)[:12] == b"HTTP/1.1 400"


# ---- a store that cannot be used just now


def test_a_locked_store_refuses_and_goes_on_afterwards(served, client, folder):
    with closing(sqlite3.connect(folder / "gate.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        status, answer = client.post("/decide", request())
        assert (status, by(answer)) == (503, UNAVAILABLE)
        assert client.send("GET", "/health")[0] == 503
        other.execute("ROLLBACK")
    assert patient(client)["decision"] == "allow"
    assert verify(folder).fault is None


def patient(client):
    """Ask until the store is tried again."""
    for _ in range(100):
        answer = client.ask(request())
        if answer["by"] != "gate.store_unavailable":
            return answer
        sleep(0.05)
    return answer


def test_a_slow_store_refuses_in_time_and_takes_the_permission_back(tmp_path):
    from threading import Event

    folder = make_store(tmp_path / "store")
    with Served(folder, budget=0.2) as served, served.client() as client:
        held, commit = Event(), served.service.store.commit

        def slowly(last):
            held.wait(10)
            commit(last)

        served.service.store.commit = slowly
        status, answer = client.post("/decide", request())
        assert (status, by(answer)) == (503, UNAVAILABLE)
        assert "in time" in answer["reasons"][0]["reason"]
        served.service.store.commit = commit
        held.set()
        said = [patient(client)["decision"] for _ in range(4)]
    assert said == ["allow", "allow", "allow", "wait"]
    assert verify(folder).fault is None


def test_a_store_that_is_slow_to_read_refuses_too(tmp_path):
    folder = make_store(tmp_path / "store")
    with Served(folder, budget=0.1) as served, served.client() as client:
        store = served.service.store
        about = store.about

        def slowly(debtor):
            sleep(0.15)
            return about(debtor)

        store.about = slowly
        status, answer = client.post("/decide", request())
        assert (status, by(answer)) == (503, UNAVAILABLE)
        store.about = about
        said = [patient(client)["decision"] for _ in range(4)]
    assert said == ["allow", "allow", "allow", "wait"]  # the late permission was taken back
    assert verify(folder).fault is None


def test_a_log_that_cannot_be_looked_through_is_said(served, client):
    def breaks():
        raise OSError

    served.door.verify, verify_now = breaks, served.door.verify
    assert client.send("GET", "/verify")[0] == 503
    served.door.verify = verify_now
    assert client.send("GET", "/verify")[0] == 200


def test_only_a_line_feed_ends_a_line(client):
    asked = json.dumps(request(text="一\u2028二 😀"), ensure_ascii=False)
    status, body = client.send("POST", "/decide", f"{asked}\n{asked}\n", LINES)
    answers = [json.loads(line) for line in body.split("\n") if line]
    assert status == 200
    assert len(answers) == 2
    assert all(each["by"] != "gate.bad_request" for each in answers)


def test_others_are_heard_while_many_lines_are_answered(served):
    asked = json.dumps(request())
    with served.client() as busy, served.client() as other, ThreadPoolExecutor() as pool:
        lines = pool.submit(busy.send, "POST", "/decide", f"{asked}\n" * 300, LINES)
        answer = other.ask(request(situation={"debtor": "other"}))
        heard_first = not lines.done()
        assert lines.result()[1].count("\n") == 300
    assert answer["decision"] == "allow"
    assert heard_first


def test_a_fault_of_ours_refuses(served, client, capsys):
    def breaks(*_):
        raise RuntimeError("13800138000")

    served.service.desk.norms.law, law = breaks, served.service.desk.norms.law
    status, answer = client.post("/decide", request())
    assert (status, by(answer)) == (503, ("refuse", "gate.internal"))
    served.service.desk.norms.law = law
    assert patient(client)["decision"] == "allow"
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "13800138000" not in said


def test_what_was_asked_is_kept_when_the_service_ends(folder):
    with Served(folder) as served, served.client() as client:
        for number in range(10):
            client.ask(request(situation={"debtor": f"d{number}"}))
    assert verify(folder).records == 11


def test_history_is_read_ahead(folder):
    with Served(folder) as served, served.client() as client:
        for number in range(10):
            client.ask(request(situation={"debtor": f"d{number}"}))
    with Served(folder) as served, served.client() as client:
        for _ in range(100):
            value = json.loads(client.send("GET", "/health")[1])
            if value["has_read_ahead"]:
                break
            sleep(0.02)
        assert value["has_read_ahead"]
        assert value["contacts_in_memory"] >= 10


def test_a_service_cannot_start_on_a_store_that_is_served(served, folder):
    from ashore.gate.store import Store
    from ashore.gate.trouble import StoreTrouble

    with pytest.raises(StoreTrouble, match="one at a time"):
        Store(folder, write=True, wait=0.05)
    assert isinstance(served.client(), Client)


def test_a_log_with_a_hole_is_not_answered_from(folder):
    """A record taken out is not noticed by reading others; looking through the log finds it."""
    from tests.gate.store_test import change

    with Served(folder) as served, served.client() as client:
        for number in range(10):
            client.ask(request(situation={"debtor": f"d{number}"}))
    change(folder, "DELETE FROM log WHERE seq = 4")
    with Served(folder) as served, served.client() as client:
        for _ in range(200):
            status, text = client.send("GET", "/health")
            if status == 503:
                break
            sleep(0.02)
        assert json.loads(text)["is_whole"] is False
        sleep(0.6)
        assert by(client.ask(request(situation={"debtor": "fresh"}))) == UNAVAILABLE
