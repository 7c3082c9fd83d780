import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

OPEN = Q(accepted_at=None, withdrawn_at=None)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_invitations_from_tables'),
        ('wagtailcore', '0001_squashed_0016_change_page_url_path_to_text_field'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='invitation', name='one_open_invitation'),
        migrations.RenameField(model_name='invitation', old_name='city', new_name='place'),
        migrations.AlterField(
            model_name='invitation',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='wagtailcore.page', verbose_name='miasto albo sieć'),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='role',
            field=models.CharField(choices=[('redakcja', 'redakcja'), ('koordynacja', 'koordynacja'), ('prowadzenie', 'prowadzenie sieci')], default='redakcja', max_length=20, verbose_name='rola'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=OPEN, fields=('email', 'place'), name='one_open_invitation'),
        ),
    ]
