from django.apps import AppConfig


class LocalConfig(AppConfig):
    name = "procurement.local"
    label = "local"
