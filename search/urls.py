"""Addresses of search; templates name them `search:search` and `search:practices`."""

from django.urls import path

from . import views

app_name = "search"
urlpatterns = [
    path("szukaj/", views.search, name="search"),
    path("szukaj/podpowiedzi/", views.suggestions, name="suggestions"),
    path("praktyki/", views.practices, name="practices"),
]
