"""The people room as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "procurement.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Walks the rooms: what a room adds to the pages of the record stands in its ``pages.py``."""
        autodiscover_modules("pages")
