"""Every pattern finds its own examples, leaves its counter-examples alone, and names real norms."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import ashore
from ashore.conduct.wording import WordingContext, check_wording
from ashore.conduct.wording_patterns import STAGES
from ashore.files.law import read_law
from ashore.files.wording import read_wording

DATA = Path(ashore.__file__).parent / "data" / "wording"
WORDING = read_wording()
LAW = read_law(("CN", "US"))
EXAMPLES = [(one, text) for one in WORDING.patterns for text in one.examples]
COUNTERS = [(one, text) for one in WORDING.patterns for text in one.counters]


def name(value):
    return value if isinstance(value, str) else value.id


def found_by(pattern, text):
    context = WordingContext(
        role="parent" if pattern.third else "debtor",
        channel=pattern.channels[0] if pattern.channels else "sms",
    )
    hits = check_wording(text, WORDING, context)
    return [hit for hit in hits if hit.pattern == pattern.id]


@pytest.mark.parametrize(("pattern", "text"), EXAMPLES, ids=name)
def test_a_pattern_finds_its_examples(pattern, text):
    (first, *_) = found_by(pattern, text)
    assert first.phrase
    assert first.phrase == text[first.span[0] : first.span[1]]
    assert first.innocent == pattern.innocent


@pytest.mark.parametrize(("pattern", "text"), COUNTERS, ids=name)
def test_a_pattern_leaves_its_counter_examples_alone(pattern, text):
    assert not found_by(pattern, text)


@pytest.mark.parametrize("pattern", WORDING.patterns, ids=name)
def test_an_uncertain_pattern_is_no_breach(pattern):
    assert pattern.severity != "breach" or pattern.confidence in {"A", "B"}


@pytest.mark.parametrize("category", list(WORDING.categories))
def test_every_category_has_patterns_in_both_languages(category):
    langs = {one.lang for one in WORDING.patterns if one.category == category}
    assert langs == {"zh", "en"}


@pytest.mark.parametrize("category", list(WORDING.categories.values()), ids=name)
def test_a_category_names_norms_that_exist(category):
    for jurisdiction, norms in category.norms.items():
        for norm in norms:
            assert LAW.norm(norm).jurisdiction == jurisdiction


@pytest.mark.parametrize("norm", LAW.of_kind("wording"), ids=name)
def test_a_norm_on_wording_and_the_table_agree(norm):
    for version in norm.versions:
        for category in version.params["categories"]:
            assert norm.id in WORDING.categories[category].norms[norm.jurisdiction]
    for category in WORDING.categories.values():
        if norm.id in category.norms.get(norm.jurisdiction, ()):
            assert category.id in norm.versions[-1].params["categories"]


@pytest.mark.parametrize("step", list(WORDING.steps.values()), ids=name)
def test_a_step_names_norms_that_exist_and_has_notes(step):
    assert all(LAW.norm(norm) for norm in step.norms)
    assert {one.step for one in WORDING.notes[step.id]} == {step.id}


def test_every_step_is_claimed_by_a_pattern():
    assert {one.step for one in WORDING.patterns} - {""} == set(WORDING.steps)


def test_stages_are_in_order():
    assert STAGES == ("none", "demand", "filed", "judgment", "enforcement")


def test_the_index_loses_nothing(measure):
    texts = [WORDING.spelling.read(one["text"]).text for one in measure.messages()]
    texts += [WORDING.spelling.read(text).text for _, text in EXAMPLES]
    for lang, scan in WORDING.scans.items():
        for text in texts:
            candidates = set(scan.index.candidates(text))
            for place, (pattern, alternative) in enumerate(scan.entries):
                if alternative.regex.search(text):
                    assert place in candidates, (lang, pattern.id, alternative.source, text)


def test_the_packaged_patterns_pass_the_strict_reader(tmp_path):
    shutil.copytree(DATA, tmp_path / "wording")
    again = read_wording(tmp_path / "wording")
    assert [one.id for one in again.patterns] == [one.id for one in WORDING.patterns]
