"""Outputs that were called MIDs become pages of that type, with their drafts, tags and files."""

from django.db import migrations

KEPT = ("members_only", "lead", "image_id", "body", "city_id", "published", "external_url", "source_name", "source_url")


def convert(apps, schema_editor):
    output_page, mid_page, tag, file = (
        apps.get_model("networks", name) for name in ("OutputPage", "MidPage", "MidTag", "MidDocument")
    )
    kinds = apps.get_model("contenttypes", "ContentType").objects
    was, becomes = (
        kinds.get_or_create(app_label="networks", model=name)[0] for name in ("outputpage", "midpage")
    )
    for output in output_page.objects.filter(kind="mid"):
        page = apps.get_model("wagtailcore", "Page").objects.get(pk=output.pk)
        mid = mid_page(page_ptr=page, **{name: getattr(output, name) for name in KEPT})
        mid.save_base(raw=True)
        for item in output.tagged_items.all():
            tag.objects.create(content_object_id=page.pk, tag_id=item.tag_id)
        for each in output.documents.all():
            file.objects.create(
                mid_id=page.pk, document_id=each.document_id, title=each.title, sort_order=each.sort_order
            )
        output.tagged_items.all().delete()
        output.documents.all().delete()
        output_page.objects.filter(pk=page.pk)._raw_delete(schema_editor.connection.alias)
        page.content_type = becomes
        page.save(update_fields=["content_type"])
        convert_revisions(apps, page, was, becomes)


def convert_revisions(apps, page, was, becomes):
    """Rows of another table have other numbers: a revision makes its own anew."""
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for revision in revisions.filter(content_type=was, object_id=str(page.pk)):
        content = {**revision.content, "content_type": becomes.pk}
        for relation in ("documents", "tagged_items"):
            content[relation] = [{**row, "pk": None} for row in content.get(relation, [])]
        content["documents"] = [{**row, "mid": page.pk} for row in content["documents"]]
        revision.content, revision.content_type = content, becomes
        revision.save(update_fields=["content", "content_type"])


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0007_mids'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [migrations.RunPython(convert, migrations.RunPython.noop)]
