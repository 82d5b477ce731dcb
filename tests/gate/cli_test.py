from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ashore.cli import main
from ashore.cli.gate import run
from ashore.report.schemas_conduct import SCHEMAS
from ashore.words import BadInput
from tests.gate.kit import MORNING, Counter, by, make_store, request

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "gate-request.json"
LINES = ROOT / "examples" / "gate-requests.jsonl"
ANSWER = Draft202012Validator(SCHEMAS["gate"])


def gate(capsys, *words, code=0):
    assert run(["gate", *map(str, words)]) == code
    return capsys.readouterr().out


def test_the_example_is_allowed_with_its_counts(capsys):
    answer = json.loads(gate(capsys, EXAMPLE))
    assert answer["decision"] == "allow"
    assert answer["remaining"]["cn.conduct.gbt.connected_sum"] == 2  # one talk in the history
    ANSWER.validate(answer)


def test_lines_are_answered_one_a_line(capsys):
    answers = [json.loads(line) for line in gate(capsys, LINES).splitlines()]
    assert [(answer["ref"], answer["decision"]) for answer in answers] == [
        ("day", "allow"),
        ("last-second", "allow"),
        ("night", "wait"),
        ("mother", "refuse"),
        ("who-lends", "refuse"),
    ]
    assert answers[2]["until"] == "2026-11-24T08:00:00+08:00"
    assert answers[4]["missing"] == ["lender_type"]
    for answer in answers:
        ANSWER.validate(answer)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("可以联系", "请等一等", "不要联系", "出借机构的类型（lender_type）", "不能证明")),
        ("en", ("allow", "wait until", "refuse", "kind of lender (lender_type)", "not prove")),
    ],
)
def test_answers_as_text(capsys, lang, words):
    said = gate(capsys, LINES, "--format", "text", "--lang", lang)
    for word in words:
        assert word in said
    assert "!" not in said
    assert "！" not in said
    assert "  cn.conduct" not in said  # what is left is named by the norm's title


def test_standard_input_line_by_line(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(LINES.read_text(encoding="utf-8")))
    assert len(gate(capsys, "-").splitlines()) == 5


def test_standard_input_with_one_request(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(EXAMPLE.read_text(encoding="utf-8")))
    assert json.loads(gate(capsys, "-"))["decision"] == "allow"


def test_an_answer_comes_before_the_next_question(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "ashore", "gate", "-"], cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    for number in range(2):
        process.stdin.write(json.dumps(request(id=str(number))) + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["ref"] == str(number)
    process.stdin.close()
    assert process.wait(20) == 0
    process.stdout.close()


def test_a_bad_line_is_refused_and_the_others_are_answered(capsys, tmp_path):
    path = tmp_path / "requests.jsonl"
    lines = [json.dumps(request()), "{", json.dumps({**request(), "outcome": "busy"}), "7"]
    path.write_text("\n".join(lines), encoding="utf-8")
    answers = [json.loads(line) for line in gate(capsys, path, code=2).splitlines()]
    bad = ("refuse", "gate.bad_request")
    assert [by(answer) for answer in answers] == [("allow", None), bad, bad, bad]
    assert "requests.jsonl:3" in answers[2]["reasons"][0]["reason"]
    for answer in answers:
        ANSWER.validate(answer)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("[]", "not an object"),
        ('{"at": "2026-11-24T10:00:00+08:00", "chanel": "call"}', "did you mean channel"),
        ('{"at": "2026-11-24T10:00:00+08:00", "card": {"key": "x"}}', "card"),
    ],
)
def test_the_one_request_that_cannot_be_read(tmp_path, capsys, text, words):
    path = tmp_path / "request.json"
    path.write_text(text, encoding="utf-8")
    assert main(["gate", str(path), "--lang", "en"]) == 2
    assert words in capsys.readouterr().err


def test_a_file_that_is_not_there(capsys):
    assert main(["gate", "nothing.json", "--lang", "en"]) == 2
    assert "no such file" in capsys.readouterr().err


# ---- with a store


@pytest.fixture
def asked(tmp_path):
    """A request for now, in a file."""
    from ashore.gate.service import wall_clock

    path = tmp_path / "request.json"
    path.write_text(json.dumps(request(wall_clock(), channel="letter")), encoding="utf-8")
    return path


def test_a_store_from_beginning_to_end(capsys, tmp_path, asked):
    folder = str(tmp_path / "store")
    assert main(["gate", "init", folder, "--lender", "甲消费金融"]) == 0
    assert "salt" in capsys.readouterr().out
    answer = json.loads(gate(capsys, asked, "--store", folder))
    assert answer["decision_id"] == "000000000002"
    ANSWER.validate(answer)
    told = tmp_path / "told.jsonl"
    lines = [
        {"debtor": "d1", "contact": {"at": "2026-10-01T10:00:00+08:00"}},
        {"decision_id": "77"},
    ]
    told.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert main(["gate", "record", folder, str(told), "--lang", "en"]) == 2
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["recorded"] == "000000000003"
    assert "no permission 77" in second["error"]["what"]
    assert main(["gate", "log", folder]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[2] for line in listed] == ["genesis", "decision", "contacts"]
    assert main(["gate", "log", folder, "--format", "json", "--after", "1", "--most", "1"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["kind"], record["hash"]) == ("decision", answer["receipt"])
    receipt = f"2:{answer['receipt']}"
    assert main(["gate", "verify", folder, "--receipt", receipt]) == 0
    assert "完好：3 条" in capsys.readouterr().out
    assert main(["gate", "verify", folder, "--receipt", "2:0", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["first_bad"]["kind"] == "receipt"


def test_a_request_may_name_its_store(capsys, tmp_path, asked):
    folder = make_store(tmp_path / "store")
    raw = {**json.loads(asked.read_text()), "store": str(folder)}
    asked.write_text(json.dumps(raw), encoding="utf-8")
    assert json.loads(gate(capsys, asked))["decision_id"] == "000000000002"


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "nowhere"),
        ("log", "nowhere"),
        ("record", "nowhere", str(EXAMPLE)),
        ("init", "there"),
        ("log", "nowhere", "--contacts"),
        ("log", "nowhere", "--after", "x"),
        ("serve", "--store", "nowhere", "--port", "0"),
        ("serve", "--store", "nowhere", "--port", "70000"),
        ("serve", "--store", "nowhere", "--host", "0.0.0.0"),
    ],
)
def test_slips_around_a_store(words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["gate", *words, "--lang", "en"]) == 2
    assert "do:" in capsys.readouterr().err


def test_other_machines_are_let_in_only_when_asked_for(capsys, tmp_path):
    folder = make_store(tmp_path / "store")
    command = ["gate", "serve", "--store", str(folder), "--host", "0.0.0.0"]
    assert main([*command, "--lang", "en"]) == 2
    assert "--expose" in capsys.readouterr().err


def test_what_the_store_says_of_a_debtor_is_found_by_key_and_by_hash(capsys, tmp_path):
    folder = make_store(tmp_path / "store")
    with Counter(folder) as counter:
        counter.ask()
        counter.ask(situation={"debtor": "d2"})
        key = counter.store.door.debtor("d1")
    for debtor in ("d1", key):
        assert main(["gate", "log", str(folder), "--debtor", debtor]) == 0
        assert len(capsys.readouterr().out.splitlines()) == 1


def test_the_request_schema_holds_for_the_examples():
    schema = Draft202012Validator(SCHEMAS["gate-request"])
    schema.validate(json.loads(EXAMPLE.read_text(encoding="utf-8")))
    for line in LINES.read_text(encoding="utf-8").splitlines():
        schema.validate(json.loads(line))
    assert not schema.is_valid({**request(), "outcome": "talk"})


def test_the_gate_reads_its_help(capsys):
    for words in ([], ["init"], ["record"], ["log"], ["verify"], ["serve"]):
        with pytest.raises(SystemExit) as ended:
            main(["gate", *words, "--help", "--lang", "en"])
        assert ended.value.code == 0
    assert "usage" in capsys.readouterr().out


def test_an_answer_without_a_store_is_not_bound_to_today():
    """What would have been is answered for any day the norms cover."""
    from ashore.gate.alone import answer_alone
    from tests.gate.kit import NORMS, PLACES

    assert answer_alone(request(MORNING.replace(year=2025)), PLACES, NORMS, "en")["decision"]
    with pytest.raises(BadInput):
        answer_alone({"at": 1}, PLACES, NORMS, "en")


@pytest.mark.parametrize("command", ["gate FILE", "gate record STORE FILE", "card check FILE"])
def test_what_cannot_be_read_is_not_called_a_case(tmp_path, capsys, command):
    store, file = make_store(tmp_path / "store"), tmp_path / "sent.json"
    words = command.replace("STORE", str(store)).replace("FILE", str(file)).split()
    for text in ("", "[]", "null", "[" * 5000, "{", '{"at": NaN}', '{"at":1,"at":2}', "{}"):
        file.write_text(text, encoding="utf-8")
        for lang in ("zh", "en"):
            assert main([*words, "--lang", lang]) == 2
            shown = "".join(capsys.readouterr())
            assert shown.strip()
            assert not [each for each in CASE_WORDS if each in shown], (text, shown)


CASE_WORDS = ("案卷", "a case", "whole case", '"ashore"', "ashore template")
