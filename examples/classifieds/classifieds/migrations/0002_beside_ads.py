"""The tables beside the ads."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """As Django wrote it."""

    dependencies = [
        ("souq", "0001_initial"),
        ("django_classified", "0003_auto_20180717_1107"),
    ]

    operations = [
        migrations.CreateModel(
            name="Housing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("flat", "شقة"),
                            ("house", "بيت مستقل"),
                            ("room", "غرفة"),
                            ("land", "أرض"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, to="django_classified.item"
                    ),
                ),
            ],
            options={
                "db_table": "housing",
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("show_name", models.BooleanField(default=False)),
                ("show_phone", models.BooleanField(default=False)),
                ("show_email", models.BooleanField(default=False)),
                ("renew_by", models.DateTimeField(blank=True, null=True)),
                ("stands_out", models.BooleanField(default=False)),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, to="django_classified.item"
                    ),
                ),
            ],
            options={
                "db_table": "listing",
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=3, max_digits=8)),
                ("paid_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="django_classified.item",
                    ),
                ),
            ],
            options={
                "db_table": "payment",
            },
        ),
    ]
