"""Cooperation between cities, by subject."""

from .announcing import CallCriterion, CallNetwork, CallQuestion
from .calls import (
    CallIndexPage,
    CallNetworkCount,
    CallPage,
    CallSizeCount,
    CallSource,
    CallVoivodeshipCount,
)
from .meetings import MeetingDocument, MeetingHost, MeetingPage
from .mid_parts import (
    Indicator,
    Inspiration,
    MidAction,
    MidBarrier,
    MidDocument,
    Risk,
    Stakeholder,
)
from .mids import MidPage, MidTag
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
from .recommendations import Addressee, Barrier, Recommendation, Step

__all__ = [
    "Addressee",
    "Barrier",
    "CallCriterion",
    "CallIndexPage",
    "CallNetwork",
    "CallNetworkCount",
    "CallPage",
    "CallQuestion",
    "CallSizeCount",
    "CallSource",
    "CallVoivodeshipCount",
    "Coordinator",
    "Edition",
    "Indicator",
    "Inspiration",
    "MeetingDocument",
    "MeetingHost",
    "MeetingPage",
    "Membership",
    "MidAction",
    "MidBarrier",
    "MidDocument",
    "MidPage",
    "MidTag",
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
    "Recommendation",
    "Risk",
    "Stakeholder",
    "Step",
]
