"""A city has one MID in each network, whoever writes first."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0010_mid_network'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='midpage',
            constraint=models.UniqueConstraint(fields=('network', 'city'), name='mid_once', violation_error_message='To miasto ma już w tej sieci MID.'),
        ),
    ]
