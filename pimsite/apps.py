from django.apps import AppConfig


class PimsiteConfig(AppConfig):
    """The site that puts the packages together."""

    name = "pimsite"
    verbose_name = "Partnerska Inicjatywa Miast"
