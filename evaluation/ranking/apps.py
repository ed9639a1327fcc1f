"""The ranking room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RankingConfig(AppConfig):
    name = "evaluation.ranking"
    label = "ranking"
    verbose_name = _("Ranking")
