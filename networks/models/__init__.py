"""Cooperation between cities, by subject."""

from .calls import (
    CallIndexPage,
    CallNetworkCount,
    CallPage,
    CallSource,
    CallVoivodeshipCount,
)
from .networks import (
    Edition,
    Membership,
    NetworkIndexPage,
    NetworkPage,
    NetworkPractice,
    NetworkSource,
)
from .outputs import OutputDocument, OutputPage, OutputTag
from .partnerships import (
    Coordinator,
    PartnershipAction,
    PartnershipIndexPage,
    PartnershipPage,
    PartnershipSource,
    PolishParticipant,
)

__all__ = [
    "CallIndexPage",
    "CallNetworkCount",
    "CallPage",
    "CallSource",
    "CallVoivodeshipCount",
    "Coordinator",
    "Edition",
    "Membership",
    "NetworkIndexPage",
    "NetworkPage",
    "NetworkPractice",
    "NetworkSource",
    "OutputDocument",
    "OutputPage",
    "OutputTag",
    "PartnershipAction",
    "PartnershipIndexPage",
    "PartnershipPage",
    "PartnershipSource",
    "PolishParticipant",
]
