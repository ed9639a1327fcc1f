"""The room of long work as a Django app; starting it lets every room announce its kinds of job."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "procurement.jobs"
    label = "jobs"
    verbose_name = _("Long work")

    def ready(self) -> None:
        from procurement import celery  # noqa: F401 - the broker's address, also in a web process

        autodiscover_modules("tasks")
