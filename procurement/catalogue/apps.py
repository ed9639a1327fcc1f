from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "procurement.catalogue"
    label = "catalogue"
