"""The collusion room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollusionConfig(AppConfig):
    name = "evaluation.collusion"
    label = "collusion"
    verbose_name = _("Collusion")
