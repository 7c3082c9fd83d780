from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):
    """Postings are packed otherwise: made anew, because the next rebuild fills them anyway."""

    dependencies = [
        ('search', '0010_rebuild_signs'),
    ]

    operations = [
        migrations.DeleteModel(name='Posting'),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('pk', models.CompositePrimaryKey('term', 'block', blank=True, editable=False, primary_key=True, serialize=False)),
                ('block', models.PositiveIntegerField()),
                ('data', models.BinaryField()),
                ('term', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='search.term')),
            ],
            options={
                'indexes': [models.Index(fields=['block', 'term'], name='posting_of_block')],
            },
        ),
        migrations.CreateModel(
            name='TermVector',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='search.libraryentry')),
                ('data', models.BinaryField()),
            ],
        ),
    ]
