"""Make the table in which the ids of followed messages stand."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The first."""

    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="ToldMessage",
            fields=[
                ("message", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "amana_told"},
        ),
    ]
