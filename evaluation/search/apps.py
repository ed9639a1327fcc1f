"""The room of search as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "evaluation.search"
    label = "search"
    verbose_name = _("Search")
