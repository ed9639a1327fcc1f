"""A refused page leaves one line in the log; a fault leaves its traceback."""

import logging
import sys

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from procurement.logs import RefusalsWithoutTraceback


@pytest.mark.parametrize(
    ("error", "kept"), [(PermissionDenied("sealed"), False), (ValueError("broken"), True)]
)
def test_only_a_fault_keeps_its_traceback(error: Exception, kept: bool) -> None:
    try:
        raise error
    except (PermissionDenied, ValueError):
        record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Forbidden", (), sys.exc_info())
    assert RefusalsWithoutTraceback().filter(record)
    assert bool(record.exc_info) is kept


def test_the_console_is_filtered_so() -> None:
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["refusals"]
