"""Who may come in by each address of the admin: the table is the specification.

A name that ends with * stands for all that begin so; the longest that fits counts. An address
without a row fails a test, so whoever adds one decides here who it is for.
"""

from fnmatch import fnmatchcase
from functools import cache

from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

ANYONE = "anyone"  # without signing in
STAFF = "staff"  # whoever may sign in to the admin
OWN = "own"  # staff, for what belongs to their city or network
PEOPLE = "people"  # city coordinators, for their city
OFFICE = "office"  # the secretariat
ADMIN = "administrator"

UNTRIED = {"wagtailadmin_error_test", "wagtailadmin_logout"}  # raises; ends the session
ORDER = [ANYONE, STAFF, OWN, PEOPLE, OFFICE, ADMIN]

DOORS = {
    ANYONE: [
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
        "wagtailadmin_password_reset*",
        "wagtailadmin_sprite",
    ],
    STAFF: [
        "applications:index",  # lists what the own cities wrote
        "assessments:index",  # lists what one was asked to assess
        "readership:index*",  # lists practices of the own cities
        "attachment_report*",  # lists files of the own collections
        "wagtailadmin_account",
        "wagtailadmin_api:pages:find",
        "wagtailadmin_api:pages:listing",
        "wagtailadmin_choose_page*",
        "wagtailadmin_dismissibles",
        "wagtailadmin_editing_sessions:*",
        "wagtailadmin_explore_root",
        "wagtailadmin_home",
        "wagtailadmin_logout",
        "wagtailadmin_pages:confirm_workflow_cancellation",  # asks about changes nobody saved
        "wagtailadmin_pages:search*",
        "wagtailadmin_tag_*",
        "wagtaildocs*",
        "wagtailembeds:*",
        "wagtailimages*",
    ],
    OWN: [
        "applications:*",
        "assessments:one",
        "freshness:confirm",
        "mids:begin",
        "previews:*",
        "readership:one",
        "wagtail_bulk_action",
        "wagtailadmin_api:pages:detail",
        "wagtailadmin_block_preview",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_explore*",
        "wagtailadmin_pages:*",
        "wagtaildocs:delete",
        "wagtaildocs:document_usage",
        "wagtaildocs:edit",
        "wagtaildocs_chooser:chosen",
        "wagtailimages:delete",
        "wagtailimages:edit",
        "wagtailimages:image_usage",
        "wagtailimages:preview",
        "wagtailimages:url_generator*",
        "wagtailimages_chooser:chosen",
        "wagtailimages_chooser:select_format",
        "writing:*",
    ],
    PEOPLE: ["confirmations:*", "invitations:*", "people:*"],
    OFFICE: [
        "account_requests:*",
        "calls:*",
        "curation:*",
        "curation_reports:*",
        "curation_tags:*",
        "deleted:*",
        "followed_searches*",
        "freshness:*",
        "history:*",
        "imports:*",
        "search_reports:*",
        "wagtailadmin_api:*",
        "wagtailadmin_collections:*",
        "wagtailadmin_pages:collect_workflow_action_data",
        "wagtailadmin_pages:lock",
        "wagtailadmin_pages:revisions_unschedule",
        "wagtailadmin_pages:set_page_position",
        "wagtailadmin_pages:set_privacy",
        "wagtailadmin_pages:unlock",
        "wagtailadmin_pages:unpublish",
        "wagtailadmin_pages:workflow_action",
        "wagtailadmin_pages:workflow_preview",
        "wagtailadmin_reports:*",
        "wagtailadmin_workflows:task_cho*",
        "wagtailforms:*",
        "wagtailsearchpromotions:*",
        "wagtailsettings:*",
        "wagtailsnippetchoosers_*",
        "wagtailsnippets:*",
        "wagtailsnippets_*",
    ],
    ADMIN: [
        "wagtailadmin_error_test",
        "wagtailadmin_workflows:*",
        "wagtailredirects:*",
        "wagtailsearchpromotions:search_terms*",
        "wagtailsites:*",
        "wagtailusers_*",
    ],
}


def names(resolver, namespace=""):
    """Names of all addresses, with their patterns."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern, inner)
        elif pattern.name:
            yield namespace + pattern.name, pattern


@cache
def admin_names():
    """The same, of the admin only."""
    [admin] = [each for each in get_resolver().url_patterns if str(each.pattern) == "cms/"]
    return list(names(admin))


def door(name):
    """For whom the address of this name is; None if the table does not say."""
    rows = [
        (len(row), who) for who, rows in DOORS.items() for row in rows if fnmatchcase(name, row)
    ]
    return max(rows)[1] if rows else None


def addresses(keys):
    """(name, path) of every address of the admin that the keys can fill, but for UNTRIED."""
    for name, pattern in admin_names():
        if name in UNTRIED:
            continue
        wanted = pattern.pattern.regex.groupindex
        guesses = {"pk": keys["page_id"], "app_label": "pimsite", "model_name": "pimimage"}
        if name.startswith("wagtailimages"):
            guesses["pk"] = keys["image_id"]
        if name.startswith("wagtaildocs"):
            guesses["pk"] = keys["document_id"]
        known = {key: value for key, value in {**guesses, **keys}.items() if key in wanted}
        try:
            yield name, reverse(name, kwargs=known)
        except NoReverseMatch:
            continue
