"""Good practices below their cities."""

from knowledge.models import CostBand, PracticePage

from .reading import by_key
from .writing import paragraphs

BANDS = {value: value for value in CostBand.values}
RICH = ("problem", "solution", "results", "lessons", "transferability")
PLAIN = ("costs", "funding", "participants")


class Practices:
    """All practices by slug, which is also their name in the search judgements."""

    def __init__(self, book):
        self.entries = by_key(book.list("practices.json"), "slug")
        self.bands = by_key(book.list("cost_bands.json"), "slug")
        for slug, band in self.bands.items():
            if slug not in self.entries:
                raise band.error("slug", f"nie ma praktyki „{slug}”.")
        self.pages = {}

    def check(self, cities, themes, network_keys):
        """Refuse references to what is not there, before anything is written."""
        for entry in self.entries.values():
            cities.require(entry, "city", entry.text("city"))
            themes.known(entry, "theme", entry.text("theme"))
            entry.chosen("pim_network_basis", {"member": 1, "topic": 1}, None)
            network = entry.text("pim_network", None)
            if network and network not in network_keys:
                raise entry.error("pim_network", f"nieznana sieć „{network}”.")
            start, end = entry.year("start_year"), entry.year("end_year")
            if start and end and end < start:
                raise entry.error("end_year", f"{end} jest wcześniejszy niż początek ({start}).")

    def load(self, writer, cities, themes):
        """Make the practice pages."""
        for slug, entry in self.entries.items():
            band = self.bands.get(slug)
            self.pages[slug] = writer.page(
                entry,
                PracticePage,
                cities.pages[entry.text("city")],
                slug,
                title=entry.text("title"),
                slug=slug,
                lead=entry.text("summary"),
                cost_band=band.chosen("cost_band", BANDS) if band else "",
                start_year=entry.year("start_year"),
                end_year=entry.year("end_year"),
                source_name=entry.text("source_name"),
                source_url=entry.text("source_url"),
                title_en=entry.text("title_en", ""),
                summary_en=entry.text("summary_en", ""),
                **{name: paragraphs(entry.text(name, "")) for name in RICH},
                **{name: entry.text(name, "") for name in PLAIN},
                rows={"theme_links": themes.links([entry.text("theme")])},
                tags=entry.texts("tags"),
            )

    def of_member_in(self, network_key):
        """Practices whose city is known as a member of the network; a shared topic is no claim."""
        return [
            self.pages[slug]
            for slug, entry in self.entries.items()
            if entry.text("pim_network", None) == network_key
            and entry.text("pim_network_basis", None) == "member"
        ]
