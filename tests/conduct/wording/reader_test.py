"""The reader refuses what could let a phrase through or a search run away, and says where."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import ashore
from ashore.files.wording import read_wording
from ashore.words import BadInput

DATA = Path(ashore.__file__).parent / "data" / "wording"

PATTERN = """
[[pattern]]
id = "zh.test.one"
category = "threat"
severity = "breach"
confidence = "A"
match = ['打断…腿']
innocent = { zh = "也许", en = "perhaps" }
source = "a source"
examples = ["打断你的腿"]
counters = ["打断一下"]
"""


@pytest.fixture
def folder(tmp_path):
    for name in ("categories", "words", "guards", "presence", "spelling", "known", "stages"):
        shutil.copy(DATA / f"{name}.toml", tmp_path)
    (tmp_path / "zh_test.toml").write_text(PATTERN, encoding="utf-8")
    return tmp_path


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_folder_can_be_read(folder):
    (pattern,) = read_wording(folder).patterns
    assert pattern.id == "zh.test.one"
    assert pattern.lang == "zh"


@pytest.mark.parametrize(
    ("match", "said"),
    [
        ("打.*腿", "limit"),
        ("打.+腿", "limit"),
        ("打.{3,}腿", "limit"),
        ("打.{0,61}腿", "limit"),
        ("(打|砸)腿", "groups"),
        ("(?P<a>打)腿", "groups"),
        ("(?:打.{0,3}){2,5}腿", "inside"),
        ("打…断…你…的…腿…了", "gaps"),
        ("打<nobody>腿", "no such list"),
        ("打[断腿", "not valid"),
        ("(?:打)?", "empty"),
    ],
)
def test_a_pattern_that_could_run_away_is_refused(folder, match, said):
    change(folder / "zh_test.toml", "打断…腿", match)
    with pytest.raises(BadInput) as wrong:
        read_wording(folder)
    assert said in wrong.value.say("en")
    assert "zh_test.toml: pattern[1] zh.test.one" in wrong.value.say("en")
    assert wrong.value.say("zh")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('source = "a source"\n', "", "source is missing"),
        ('counters = ["打断一下"]\n', "", "counters is missing"),
        ('examples = ["打断你的腿"]', "examples = []", "examples cannot be"),
        ('category = "threat"', 'category = "treat"', "category cannot be treat"),
        ('severity = "breach"', 'severity = "grave"', "severity cannot be grave"),
        ('confidence = "A"', 'confidence = "C"', "with C a warning at most"),
        ('innocent = { zh = "也许", en = "perhaps" }', 'innocent = { zh = "也许" }', "innocent"),
        ('source = "a source"', 'source = "a source"\nsauce = 1', "did you mean source"),
        ('source = "a source"', 'source = "a source"\nstep = "flogging"', "step cannot be"),
        ('source = "a source"', 'source = "a source"\nfrom_stage = "soon"', "from_stage"),
        ('source = "a source"', 'source = "a source"\nguards = ["luck"]', "guards"),
        ('source = "a source"', 'source = "a source"\nchannels = ["pigeon"]', "channels"),
        ('id = "zh.test.one"', 'id = "fr.test.one"', "beginning with"),
    ],
)
def test_a_slip_in_a_pattern_is_named(folder, old, new, said):
    change(folder / "zh_test.toml", old, new)
    with pytest.raises(BadInput, match=re.escape(said)):
        read_wording(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("known", 'ccb = "ccb.com"', 'ccb = "ccb.example"', "ccb.example not listed"),
        ("known", 'kind = "lender"', 'kind = "friend"', "kind cannot be friend"),
        ("spelling", "訴诉", "訴诉诉", "pairs"),
        ("spelling", '"f院" = "法院"', '"f院" = 1', "f院 cannot be 1"),
        ("stages", 'principal_below = "50000.00"', "principal_below = 50000", "principal_below"),
        ("stages", 'id = "suit"', 'id = "filed"', "twice"),
        ("guards", "[zh.negated]", "[zh.denied]", "unknown key: denied"),
        ("categories", 'title = { zh = "威胁", en = "Threat" }', 'title = "x"', "title cannot be"),
        ("words", "[zh]\n", "[zh]\nempty = []\n", "empty cannot be"),
        ("presence", "[en]", "[fr]", "unknown key: fr"),
    ],
)
def test_a_slip_elsewhere_is_named(folder, file, old, new, said):
    change(folder / f"{file}.toml", old, new)
    with pytest.raises(BadInput, match=re.escape(said)):
        read_wording(folder)


def test_a_missing_file_is_named(folder):
    (folder / "guards.toml").unlink()
    with pytest.raises(BadInput, match=r"guards\.toml"):
        read_wording(folder)


def test_what_is_not_toml_is_named(folder):
    (folder / "words.toml").write_bytes(b"\xff[zh")
    with pytest.raises(BadInput, match=r"words\.toml"):
        read_wording(folder)


def test_a_step_needs_a_note_for_every_other_case(folder):
    last = (folder / "stages.toml").read_text(encoding="utf-8").rindex('step = "blacklist"')
    text = (folder / "stages.toml").read_text(encoding="utf-8")
    marked = text[:last] + 'step = "blacklist"\ncard = true' + text[last + 18 :]
    (folder / "stages.toml").write_text(marked, encoding="utf-8")
    with pytest.raises(BadInput, match="every other case"):
        read_wording(folder)


def test_an_id_twice_is_refused(folder):
    (folder / "zh_more.toml").write_text(PATTERN, encoding="utf-8")
    with pytest.raises(BadInput, match="twice"):
        read_wording(folder)
