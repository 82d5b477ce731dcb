from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from ashore.files.wording import read_wording


@pytest.fixture(scope="session")
def wording():
    return read_wording()


@pytest.fixture(scope="session")
def measure():
    path = Path(__file__).with_name("measure.py")
    spec = importlib.util.spec_from_file_location("wording_measure", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
