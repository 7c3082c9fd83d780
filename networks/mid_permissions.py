"""What a city may do with its MID, which stands in the network that somebody else leads."""

from knowledge.models.base import ArticlePermissions


class MidPermissions(ArticlePermissions):
    """A city writes its MID. Whether there is one, and where, is for who may add to the network."""

    def may_place(self):
        return self.user.is_superuser or "add" in getattr(self, "permissions", ())

    def can_delete(self, ignore_bulk=False):
        return self.may_place() and super().can_delete(ignore_bulk)

    def can_copy(self):
        return self.may_place() and super().can_copy()
