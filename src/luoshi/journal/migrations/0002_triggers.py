from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from luoshi.journal.triggers import create_triggers, drop_triggers


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    create_triggers(editor.connection.alias)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    drop_triggers(editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
