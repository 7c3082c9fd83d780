"""A MID names its network in a column beside the tree, so that the next migration can count."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    mids = apps.get_model("networks", "MidPage")
    networks = dict(apps.get_model("networks", "NetworkPage").objects.values_list("path", "pk"))
    seen = {}
    for mid in mids.objects.order_by("pk"):
        network = networks.get(mid.path[:-4])
        other = seen.setdefault((network, mid.city_id), mid.pk)
        if other != mid.pk and network and mid.city_id:
            raise RuntimeError(
                f"Pages {other} and {mid.pk} are MIDs of one city in one network. "
                "Delete one of them or name another city, then migrate again."
            )
        mids.objects.filter(pk=mid.pk).update(network=network)


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0009_barriers_of_mids'),
    ]

    operations = [
        migrations.AddField(
            model_name='midpage',
            name='network',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mids', serialize=False, to='networks.networkpage'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
