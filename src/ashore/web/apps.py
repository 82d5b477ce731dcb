"""The one Django app of the package."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["WebConfig"]


class WebConfig(AppConfig):
    """Names the app."""

    name = "ashore.web"
    label = "ashore"
    default_auto_field = "django.db.models.BigAutoField"
