"""`ashore template` and `ashore schema`: something to start from, something to check against."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from ashore.cli import main
from ashore.files.case import parse_case
from ashore.files.out import write_file, write_files
from ashore.words import BadInput


@pytest.fixture(autouse=True)
def inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("xlsx", "ashore-case.xlsx"), ("csv", "ashore-case"), ("toml", "ashore-case.toml")],
)
def test_a_template_is_written_and_never_over_another(kind, name, capsys):
    assert main(["template", kind]) == 0
    assert name in capsys.readouterr().out
    before = content(Path(name))
    assert main(["template", kind, "--lang", "en"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "already" in said.err
    assert content(Path(name)) == before
    assert main(["template", kind, "--lang", "en", "--force"]) == 0
    assert content(Path(name)) != before
    assert [path.name for path in Path().iterdir()] == [name]


def content(path: Path) -> list[bytes]:
    return [each.read_bytes() for each in (sorted(path.iterdir()) if path.is_dir() else [path])]


def test_a_template_at_a_place_of_ones_own():
    assert main(["template", "toml", "--out", "mine.toml"]) == 0
    assert Path("mine.toml").exists()


def test_a_template_on_the_screen(capsys):
    assert main(["template", "toml", "--out", "-"]) == 0
    assert len(parse_case(capsys.readouterr().out).case.loans) == 1


def test_a_template_of_another_kind(capsys):
    assert main(["template", "pdf", "--lang", "en"]) == 2
    assert "choose from xlsx, csv, toml" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_to():
    with pytest.raises(BadInput) as caught:
        write_file("no/such/folder/x.txt", "x")
    assert caught.value.where == "no/such/folder/x.txt"
    Path("file").write_text("", encoding="utf-8")
    with pytest.raises(BadInput):
        write_files(Path("file/inside"), {"a": "b"})
    assert [path.name for path in Path().iterdir()] == ["file"]


def test_several_files_are_all_written_or_none():
    Path("out").mkdir()
    Path("out/b.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput):
        write_files(Path("out"), {"a.csv": "1", "b.csv": "2"})
    assert [path.name for path in Path("out").iterdir()] == ["b.csv"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_schema_of_a_case(capsys, lang):
    assert main(["schema", "case", "--lang", lang]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False


def test_the_format_as_a_page(capsys):
    assert main(["schema", "case", "--format", "md"]) == 0
    assert capsys.readouterr().out.startswith("# 案卷格式")


def test_every_schema_there_is(capsys):
    assert main(["schema"]) == 0
    names = capsys.readouterr().out.split()
    assert names[0] == "case"
    for name in names:
        assert main(["schema", name]) == 0
        jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


def test_a_schema_that_is_not_there(capsys):
    assert main(["schema", "cas", "--lang", "en"]) == 2
    assert "did you mean case?" in capsys.readouterr().err
