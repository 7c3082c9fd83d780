"""How somebody new comes to write for a city, led by what the screens and the mail say."""

import re
from email import message_from_bytes, policy

from playwright.sync_api import expect

from tests.getting_in import PASSWORD
from tests.inviting import ADDRESS, NAMES


def invite(office, city):
    """The secretariat finds its way from the home page of the panel and sends a link."""
    menu = office.get_by_role("navigation", name="Główne menu")
    menu.get_by_role("button", name="Konta").click()
    menu.get_by_role("link", name="Zaproszenia").click()
    office.get_by_role("link", name="Zaproś osobę").first.click()
    office.get_by_label("Adres e-mail").fill(ADDRESS)
    office.get_by_label("Rola").select_option(label="redakcja")
    office.get_by_label("Miasto").select_option(label=city)
    office.get_by_role("button", name="Wyślij zaproszenie").click()
    expect(office.locator(".messages")).to_contain_text(f"Wysłano zaproszenie na adres {ADDRESS}")


def open_account(page, mail):
    """Follow the link of the mail, and stand where one may write."""
    assert "Załóż konto tym linkiem." in mail
    page.goto(re.search(r"^http\S+$", mail, re.MULTILINE)[0])
    expect(page.get_by_role("definition").filter(has_text=ADDRESS)).to_be_visible()
    page.get_by_label("Imię").fill(NAMES["first_name"])
    page.get_by_label("Nazwisko").fill(NAMES["last_name"])
    page.get_by_label("Hasło", exact=True).fill(PASSWORD)
    page.get_by_label("Hasło jeszcze raz").fill(PASSWORD)
    page.get_by_role("button", name="Załóż konto").click()
    expect(page.get_by_role("link", name="Opisz praktykę").first).to_be_visible()


def mailed_to(address, log):
    """The text of the last mail that the server printed for this address."""
    printed = log.read_text(encoding="utf-8", errors="replace")
    mails = re.findall(r"^Content-Type: text/plain.*?^-{79}$", printed, re.MULTILINE | re.DOTALL)
    mine = [mail for mail in mails if f"\nTo: {address}\n" in mail]
    return message_from_bytes(mine[-1].encode(), policy=policy.default).get_content()
