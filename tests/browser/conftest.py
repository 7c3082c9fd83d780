"""A real server with the real library, and Debian's Chromium in front of it."""

import os
import re

import pytest
from playwright.sync_api import expect

from pimsite.demo.accounts import PASSWORDS
from tests.demo_server import BROWSER, demo_server

# Playwright keeps an event loop in the thread that also runs the database tests of one session.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=15_000)  # two browsers and two servers share the machine


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return BROWSER


@pytest.fixture(scope="session")
def server_log(tmp_path_factory):
    """What the server prints, its mails among it."""
    return tmp_path_factory.mktemp("log") / "server.log"


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    """Where the demo keeps its data."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def base_url(demo_folder, server_log, migrated_database):
    """The address of a demo site of its own."""
    with demo_server(demo_folder, server_log, migrated_database) as address:
        yield address


@pytest.fixture
def window(browser, base_url):
    """Opens browser windows, one for each person."""
    windows = []

    def window():
        windows.append(
            browser.new_context(
                base_url=base_url, locale="pl-PL", viewport={"width": 1280, "height": 900}
            )
        )
        return windows[-1].new_page()

    yield window
    for each in windows:
        each.close()


@pytest.fixture
def sign_in(window):
    """A window in which a person of the demo is signed in."""

    def sign_in(name):
        page = window()
        page.goto("/cms/login/")
        page.fill("#id_username", name)
        page.fill("#id_password", PASSWORDS[name])
        page.click("button[type=submit]")
        expect(page).to_have_url(re.compile("/cms/$"))
        return page

    return sign_in
