"""The Celery application: ``celery -A procurement worker``."""

from __future__ import annotations

import importlib.util
import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procurement.settings")

app = Celery("gongping")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def take_up_interrupted_jobs(**_: Any) -> None:
    """Queue again what a killed worker left unfinished, rather than wait for the broker's visibility timeout."""
    if importlib.util.find_spec("procurement.jobs.services") is None:
        return
    from procurement.jobs import services

    services.requeue_interrupted()
