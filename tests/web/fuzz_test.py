"""Uploads and texts of any kind: read, or refused with words; never a failure of ours."""

from __future__ import annotations

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, strategies as st

from ashore.files.case import read_case, write_case
from ashore.files.template import xlsx_template
from ashore.web.forms.keep import OpenForm
from tests.web.cast import EXAMPLE

SEEDS = {
    ".toml": EXAMPLE.read_bytes(),
    ".json": write_case(read_case(EXAMPLE), "json").encode(),
    ".xlsx": xlsx_template("zh"),
}


def opened(name, data):
    form = OpenForm({}, {"file": SimpleUploadedFile(name, data)})
    if not form.is_valid():
        assert all(str(said).strip() for said in form.errors["file"])


@given(
    st.sampled_from([".toml", ".json", ".csv", ".xlsx", ".TOML", ".exe", ""]),
    st.binary(max_size=400),
)
def test_any_bytes_under_any_name(suffix, data):
    opened(f"a{suffix}", data)


@pytest.mark.parametrize("suffix", SEEDS)
def test_a_good_file_with_bytes_changed(suffix):
    chance = random.Random(6)
    for _ in range(25):
        data = bytearray(SEEDS[suffix])
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        opened(f"a{suffix}", bytes(data))
