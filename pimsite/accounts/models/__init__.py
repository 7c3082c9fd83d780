"""What getting in remembers."""

from .cache import SharedCache
from .confirmations import Confirmation
from .invitations import CityRole, Invitation, Role, State
from .requests import AccountRequest, Decision

__all__ = [
    "AccountRequest",
    "CityRole",
    "Confirmation",
    "Decision",
    "Invitation",
    "Role",
    "SharedCache",
    "State",
]
