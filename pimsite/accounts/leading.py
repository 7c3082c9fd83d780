"""What somebody who leads a network meets first: the network, and a new output of it."""

from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from knowledge.permissions import cities_of
from knowledge.workbench import DescribePanel
from networks.models import NetworkPage


def led_by(user):
    """Networks that this user may write about, by name."""
    own = page_permission_policy.instances_user_has_permission_for(user, "add")
    return Page.objects.exact_type(NetworkPage).filter(pk__in=own.values("pk")).order_by("title")


class LeadPanel(Component):
    """A clear start for each network."""

    name = "lead-network"
    order = 11
    template_name = "accounts/admin/lead.html"

    def __init__(self, networks):
        self.networks = networks

    def get_context_data(self, parent_context):
        kinds = ("midpage", "outputpage")
        return {
            "starts": [(each, *(add_url(each, kind) for kind in kinds)) for each in self.networks]
        }


def begin_with_network(user, panels):
    """Put it on the home page; who leads and has no city is not asked for a practice."""
    networks = list(led_by(user))
    if not networks:
        return
    if not cities_of(user).exists():
        panels[:] = [panel for panel in panels if not isinstance(panel, DescribePanel)]
    panels.append(LeadPanel(networks))


def add_url(network, kind):
    return reverse("wagtailadmin_pages:add", args=["networks", kind, network.pk])
