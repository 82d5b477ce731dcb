"""Schemathesis asks the API whatever its own document allows, and holds it to its answers.

A case that fits the schema may still be refused (an id twice, a day that is none), with 400.
"""

from __future__ import annotations

import pytest
import schemathesis
from django.conf import settings as site
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from ashore.web.models import CaseFile

KEY = {"Authorization": f"Bearer {site.ASHORE_KEY}"}
HEADERS = {"Host": "127.0.0.1", "Accept-Encoding": "identity", **KEY}
MOST = 2
"""Examples an operation: each computes a whole case, so the suite stays quick with few."""

document = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json", get_wsgi_application(), headers=KEY
)
asking = document.exclude(method="DELETE")


@pytest.mark.django_db
@asking.parametrize()
@settings(
    max_examples=MOST, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_the_api_keeps_to_its_document(case):
    case.call_and_validate(headers=HEADERS, excluded_checks=[positive_data_acceptance])


@pytest.mark.django_db
def test_nothing_was_kept():
    assert not CaseFile.objects.exists()
