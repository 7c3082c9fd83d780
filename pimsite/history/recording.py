"""Writes into Wagtail's log who signed in, and whose rights, address or password changed.

Receivers are functions of this module, so that the signals' weak references to them last.
Who did it is known to Wagtail's log while a view of the admin runs; a command is "system".
"""

from django.contrib.auth import get_user_model, signals
from django.contrib.auth.models import Group
from django.db.models import Q
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.log_actions import log

SIGNED_IN, SIGN_IN_FAILED = "pimsite.sign_in", "pimsite.sign_in_failed"
RIGHTS, OPENED, CLOSED = "pimsite.rights", "pimsite.account_open", "pimsite.account_close"
ADDRESS, PASSWORD = "pimsite.address", "pimsite.password"
WATCHED = ("is_active", "is_superuser", "email", "username")


def connect():
    """Listen to Django's own signals; a command or the admin cannot go around them."""
    user = get_user_model()
    signals.user_logged_in.connect(signed_in)
    signals.user_login_failed.connect(sign_in_failed)
    pre_save.connect(remember, sender=user)
    post_save.connect(saved, sender=user)
    m2m_changed.connect(groups_changed, sender=user.groups.through)
    m2m_changed.connect(permissions_changed, sender=user.user_permissions.through)
    pre_delete.connect(group_deleted, sender=Group)


def record(user, action, *, by=None, **data):
    """One line of the log about this account, under the name of the person."""
    log(user, action, user=by, title=user.get_full_name() or user.get_username(), data=data)


def signed_in(sender, user, **kwargs):
    record(user, SIGNED_IN, by=user)


def sign_in_failed(sender, credentials, **kwargs):
    """Only for accounts that exist: what else is typed there may be a password."""
    name = credentials.get("username") or credentials.get("email")
    if not name:
        return
    same = Q(username=name) | Q(email__iexact=name)
    user = get_user_model().objects.filter(same).order_by("pk").first()
    if user is not None:
        record(user, SIGN_IN_FAILED)


def remember(sender, instance, raw, update_fields, **kwargs):
    """Keep what the account was until it is saved."""
    fields = [name for name in WATCHED if update_fields is None or name in update_fields]
    instance._former = None
    if fields and instance.pk and not raw:
        instance._former = sender.objects.filter(pk=instance.pk).values(*fields).first()


def saved(sender, instance, created, raw, **kwargs):
    if raw:
        return
    former = instance.__dict__.pop("_former", None) or {}
    if created:
        former["is_superuser"] = False
    changed = {name for name, value in former.items() if getattr(instance, name) != value}
    if "is_superuser" in changed:
        record_rights(instance, [_("administrator")], is_added=instance.is_superuser)
    if "is_active" in changed:
        record_activity(instance, instance.is_active)
    if changed & {"email", "username"}:
        record(instance, ADDRESS)
    # Django keeps the plain password till after this, but not when it only makes the hash anew.
    if instance._password is not None and not created:
        record(instance, PASSWORD)


def record_activity(user, is_active):
    record(user, OPENED if is_active else CLOSED)


def record_rights(user, names, *, is_added):
    if names:
        record(user, RIGHTS, **{"added" if is_added else "removed": sorted(names)})


def groups_changed(sender, instance, action, reverse, pk_set, **kwargs):
    members_changed(instance, action, reverse, pk_set, "groups", lambda group: group.name)


def permissions_changed(sender, instance, action, reverse, pk_set, **kwargs):
    def name(permission):
        return permission.codename

    members_changed(instance, action, reverse, pk_set, "user_permissions", name)


def members_changed(instance, action, reverse, pk_set, field, name):
    """The same for both directions: roles given to a person, and people put into a role."""
    is_added = action == "post_add"
    if not is_added and action not in {"post_remove", "pre_clear"}:
        return
    users, roles = get_user_model().objects, get_user_model()._meta.get_field(field)
    if reverse:
        chosen = Q(**{field: instance}) if pk_set is None else Q(pk__in=pk_set)
        for user in users.filter(chosen):
            record_rights(user, [name(instance)], is_added=is_added)
    else:
        others = roles.related_model.objects
        others = getattr(instance, field).all() if pk_set is None else others.filter(pk__in=pk_set)
        record_rights(instance, [name(each) for each in others], is_added=is_added)


def group_deleted(sender, instance, **kwargs):
    """Who was in it loses its rights without another signal."""
    for user in instance.user_set.all():
        record_rights(user, [instance.name], is_added=False)
