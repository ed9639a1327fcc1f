"""A real worker beside the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procurement.celery import app

if TYPE_CHECKING:
    from tests.worker_support import Worker


def test_the_tasks_of_every_room_are_known_to_the_worker(celery_worker_process: Worker) -> None:
    registered = app.control.inspect(timeout=5, limit=1).registered()
    assert registered
    assert all("jobs.run" in tasks for tasks in registered.values())


def test_a_killed_worker_is_dead_and_another_takes_its_place(celery_worker_process: Worker) -> None:
    first = celery_worker_process.pid
    celery_worker_process.kill()
    assert not celery_worker_process.is_running
    assert not app.control.ping(timeout=0.5)
    celery_worker_process.start()
    assert celery_worker_process.is_running
    assert celery_worker_process.pid != first
