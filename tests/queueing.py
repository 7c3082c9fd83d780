"""Practices of two cities that wait at the secretariat, written into a demo's database at once."""

from django.contrib.auth import get_user_model

from knowledge.models import CityPage, PracticePage, ResultFigure

from .editing import COMPLETE, FIGURE

CITIES = {"gdynia": "Gdynia", "lodz": "Łódź"}


def fill_queue(number):
    """Send so many, each from the other city than the one before."""
    authors = get_user_model().objects.in_bulk(CITIES, field_name="username")
    for place in range(number):
        name = [*CITIES][place % len(CITIES)]
        city, author = CityPage.objects.get(title=CITIES[name]), authors[name]
        practice = PracticePage(title=title_of(place), live=False, owner=author, **COMPLETE)
        practice.figures = [ResultFigure(**FIGURE)]
        city.add_child(instance=practice)
        practice.save_revision(user=author)
        practice.get_workflow().start(practice, author)


def title_of(place):
    """No title is the beginning of another."""
    return f"Zgłoszenie numer {place + 1:02}: żółta ławka"
