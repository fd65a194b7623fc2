"""The data service answers as its OpenAPI document says, whatever it is asked."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.python import asgi
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from atlas.store import Store
from atlas.web import application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance,
          response_headers_conformance, response_schema_conformance]  # fmt: skip
MANY = {"observations": 700, "csvw": 250, "view": 500}
SOME = 110
"""Cases of each operation in each of two modes: right values, and wrong ones."""
AT_LEAST = 5000


@pytest.mark.slow
def test_every_answer_is_as_described(state: Path) -> None:
    load_all_checks()
    app = application(Store(state))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    ran: Counter[str] = Counter()
    with asgi.get_client(app) as session:
        for found in schema.get_all_operations():
            operation = found.ok()
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                _run(operation, mode, session, ran)
    print(f"\n{sum(ran.values())} cases: {dict(sorted(ran.items()))}")
    assert sum(ran.values()) >= AT_LEAST


def _run(operation: Any, mode: GenerationMode, session: Any, ran: Counter[str]) -> None:
    name = operation.definition.raw["operationId"]
    checks = [*CHECKS, negative_data_rejection] if mode is GenerationMode.NEGATIVE else CHECKS

    @settings(max_examples=MANY.get(name, SOME), deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def every_case(case: Case) -> None:
        answer = case.call(session=session)
        case.validate_response(answer, checks=checks)
        ran[f"{mode.value} {answer.status_code}"] += 1

    every_case()
