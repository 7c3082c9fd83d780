"""Addresses of search; templates name them `search:search` and `search:practices`."""

from django.urls import path

from . import views
from .alerts import views as alerts
from .feeds import feed
from .models import Kind
from .tracker import views as tracker

app_name = "search"
urlpatterns = [
    path("szukaj/", views.search, name="search"),
    path("szukaj/podpowiedzi/", views.suggestions, name="suggestions"),
    path("praktyki/", views.practices, name="practices"),
    path("szukaj/kanal/", feed, name="feed"),
    path("praktyki/kanal/", feed, {"fixed_kind": Kind.PRACTICE.value}, name="practices_feed"),
    path("sieci/rekomendacje/", tracker.recommendations, name="recommendations"),
    path("sieci/rekomendacje/tabela.csv", tracker.table, name="recommendations_table"),
    path("sieci/rekomendacje/kanal/", tracker.changes, name="recommendations_feed"),
    path("szukaj/powiadom/", alerts.follow, name="follow"),
    path("szukaj/powiadom/wyslano/", alerts.asked, name="asked"),
    path("powiadomienia/potwierdz/<token>/", alerts.confirm, name="confirm"),
    path("powiadomienia/wypisz/<token>/", alerts.unfollow, name="unfollow"),
]
