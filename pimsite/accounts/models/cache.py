"""Where attempts to sign in are counted."""

from django.db import models


class SharedCache(models.Model):
    """The table of Django's database cache, where all processes count attempts to sign in.

    A model instead of `createcachetable`, so that `migrate` makes it and nobody forgets.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        db_table = "pim_cache"
        default_permissions = ()

    def __str__(self):
        return self.cache_key
