"""Uploads wait in the spool: of a refused package nothing is kept, of a loaded one its documents alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from procurement.files.models import StoredFile
from procurement.jobs import services
from procurement.jobs.models import Job, JobState
from procurement.tenders import spool
from procurement.tenders.models import Tender
from procurement.tenders.tasks import drop_upload
from tests.factories import UserFactory, signed_in
from tests.packages import tender_yaml, write_package, zip_folder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    return tmp_path / "media"


def upload(tmp_path: Path, text: str | None = None) -> Job:
    number = len(list(tmp_path.glob("*.zip")))
    folder = write_package(tmp_path / f"p{number}", *([text] if text else []))
    file = SimpleUploadedFile("包.zip", zip_folder(folder, tmp_path / f"p{number}.zip").read_bytes())
    signed_in(UserFactory()).post("/tenders/new/", {"package": file})
    return Job.objects.filter(kind="load").latest("created_at")


def files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_nothing_of_a_refused_upload_is_kept(tmp_path: Path, media: Path) -> None:
    job = upload(tmp_path, tender_yaml(regime="nowhere"))
    assert len(files(media)) == 1
    job = services.run(job.pk)
    assert (job.state, job.problems[0]["place"]) == (JobState.FAILED, "regime")
    assert not Tender.objects.exists()
    assert not StoredFile.objects.exists()
    assert files(media) == []


def test_of_a_loaded_upload_the_documents_are_kept_and_not_the_package(tmp_path: Path, media: Path) -> None:
    job = services.run(upload(tmp_path).pk)
    assert job.state == JobState.SUCCEEDED
    assert sorted(files(media)) == sorted(f.path for f in StoredFile.objects.all())
    assert not StoredFile.objects.filter(media_type="application/zip").exists()


def test_the_same_file_again_leads_to_the_tender_and_is_not_kept_either(tmp_path: Path, media: Path) -> None:
    job = services.run(upload(tmp_path).pk)
    file = SimpleUploadedFile("又一次.zip", (tmp_path / "p0.zip").read_bytes())
    signed_in(job.created_by).post("/tenders/new/", {"package": file})
    again = services.run(Job.objects.latest("created_at").pk)
    assert again.result == {"reference": Tender.objects.get().reference, "created": False}
    assert list(spool.folder().iterdir()) == []


def test_work_that_was_interrupted_finds_its_upload_again(tmp_path: Path) -> None:
    job = upload(tmp_path)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=1)
    assert spool.sweep(older_than=timedelta(0)) == 0
    job = services.run(job.pk)
    assert (job.state, job.attempts) == (JobState.SUCCEEDED, 2)
    assert list(spool.folder().iterdir()) == []


def test_the_upload_of_work_that_was_given_up_goes_too(tmp_path: Path, media: Path) -> None:
    job = upload(tmp_path)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=services.MAX_ATTEMPTS)
    assert services.run(job.pk).state == JobState.FAILED
    assert files(media) == []


def test_a_stale_upload_is_swept_and_one_that_just_came_is_not(media: Path) -> None:
    stale, fresh = spool.keep([b"a", b"b"]), spool.keep([b"c"])
    os.utime(spool.path_of(stale), (0, 0))
    assert spool.sweep() == 1
    assert files(media) == [spool.path_of(fresh)]


def test_an_upload_that_breaks_off_leaves_no_file(media: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"a"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        spool.keep(broken())
    assert files(media) == []


def test_only_names_of_the_spool_are_paths_in_it() -> None:
    with pytest.raises(ValueError, match="badly formed"):
        drop_upload(Job(kind="load", payload={"spool": "../../etc/passwd"}))
