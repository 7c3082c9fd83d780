"""CPU milliseconds and queries of each kind of page, without any cache, on the real library.

`make bench` prepares the database and runs this. Figures of one run compare with each other;
figures of different machines do not.
"""

import statistics
import sys
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import pimsite.wsgi  # noqa: F401 - loads the site as it is served, before its models
from knowledge.models import PracticePage
from networks.models import NetworkPage

REPEATS = 40
PAGES = {
    "home": "/",
    "cities": "/miasta/",
    "city": "/miasta/gdynia/",
    "partnership": "/agenda-miejska-ue/mobilnosc-miejska/",
    "networks": "/sieci/",
    "practices": "/praktyki/",
    "search": "/szukaj/?q=rewitalizacja+kamienic",
    "filtered search": "/szukaj/?q=zielone+przystanki&rodzaj=praktyka&wielkosc=duze",
}


def main():
    pages = {
        **PAGES,
        "practice": PracticePage.objects.live().latest("pk").url,
        "network": NetworkPage.objects.live().filter(state="trwa").first().url,
    }
    out = sys.stdout.write
    out(f"{'page':<17}{'CPU ms p50':>12}{'p95':>8}{'queries':>10}{'kB':>8}\n")
    for name, path in pages.items():
        middle, worst, queries, size = measure(path)
        out(f"{name:<17}{middle:>12.1f}{worst:>8.1f}{queries:>10}{size:>8.1f}\n")


def measure(path):
    """CPU milliseconds (median, 95th percentile), queries and kilobytes of one address."""
    client = Client(SERVER_NAME="localhost")
    times = []
    with CaptureQueriesContext(connection) as context:
        response = client.get(path)  # also warms templates and the arrays of the index
    queries = len(context)  # now: the next request empties the log
    if response.status_code != 200:
        raise SystemExit(f"{path}: {response.status_code}")
    for _ in range(REPEATS):
        start = time.process_time()
        client.get(path)
        times.append(1000 * (time.process_time() - start))
    worst = statistics.quantiles(times, n=20)[-1]
    return statistics.median(times), worst, queries, len(response.content) / 1000


if __name__ == "__main__":
    main()
