import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jurisdiction", models.CharField(editable=False, max_length=12)),
                ("number", models.CharField(blank=True, max_length=30)),
                ("name", models.CharField(max_length=60)),
                ("initials", models.CharField(blank=True, max_length=30)),
                ("telephone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "indexes": [models.Index(fields=["jurisdiction", "name"], name="person_by_name")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("jurisdiction", "number"),
                        name="person_number_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jurisdiction", models.CharField(editable=False, max_length=12)),
                ("kind", models.CharField(max_length=20)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("query", models.CharField(blank=True, max_length=400)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="feeds", to="accounts.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jurisdiction", models.CharField(editable=False, max_length=12)),
                ("name", models.CharField(max_length=60)),
                ("prefix", models.CharField(max_length=8)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("last_used_on", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tokens", to="accounts.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=60, unique=True)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("external_id", models.CharField(blank=True, max_length=120, null=True, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                ("language", models.CharField(blank=True, max_length=8)),
                ("must_change_password", models.BooleanField(default=False)),
                ("signed_out_at", models.DateTimeField(blank=True, null=True)),
                ("date_joined", models.DateTimeField(auto_now_add=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="user", to="accounts.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jurisdiction", models.CharField(editable=False, max_length=12)),
                ("title", models.CharField(max_length=60)),
                ("section", models.CharField(blank=True, max_length=60)),
                ("order", models.PositiveIntegerField(default=100)),
                ("abolished_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "deputy_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies",
                        to="accounts.post",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="units.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Portfolio",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jurisdiction", models.CharField(editable=False, max_length=12)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("theme", models.CharField(blank=True, max_length=60)),
                ("area", models.CharField(blank=True, max_length=12)),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.portfolio",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="portfolios", to="accounts.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jurisdiction", models.CharField(editable=False, max_length=12)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("editor", "editor"),
                            ("confirmer", "confirmer"),
                            ("supervisor", "supervisor"),
                            ("drafter", "drafter"),
                            ("section_head", "section_head"),
                            ("unit_head", "unit_head"),
                            ("leader", "leader"),
                            ("system_admin", "system_admin"),
                            ("security_admin", "security_admin"),
                            ("audit_admin", "audit_admin"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.delegation",
                    ),
                ),
                (
                    "from_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lent", to="accounts.post"
                    ),
                ),
                (
                    "to_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="borrowed", to="accounts.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PostHolding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jurisdiction", models.CharField(editable=False, max_length=12)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("part", models.CharField(choices=[("A", "A"), ("B", "B")], default="A", max_length=1)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="accounts.person"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="accounts.post"
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.postholding",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jurisdiction", models.CharField(editable=False, max_length=12)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("editor", "editor"),
                            ("confirmer", "confirmer"),
                            ("supervisor", "supervisor"),
                            ("drafter", "drafter"),
                            ("section_head", "section_head"),
                            ("unit_head", "unit_head"),
                            ("leader", "leader"),
                            ("system_admin", "system_admin"),
                            ("security_admin", "security_admin"),
                            ("audit_admin", "audit_admin"),
                        ],
                        max_length=20,
                    ),
                ),
                ("area", models.CharField(blank=True, max_length=12)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="accounts.post"
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.rolegrant",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Visibility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jurisdiction", models.CharField(editable=False, max_length=12)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("what", models.CharField(max_length=40)),
                ("audience", models.CharField(max_length=40)),
                ("allowed", models.BooleanField()),
                ("reason", models.CharField(max_length=200)),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.visibility",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["jurisdiction", "unit", "order"], name="post_of_unit"),
        ),
        migrations.AddIndex(
            model_name="postholding",
            index=models.Index(fields=["person", "valid_from"], name="holding_of_person"),
        ),
        migrations.AddIndex(
            model_name="postholding",
            index=models.Index(fields=["post", "valid_from"], name="holding_of_post"),
        ),
        migrations.AddConstraint(
            model_name="postholding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)), fields=("post", "part"), name="one_holder_of_each_part"
            ),
        ),
        migrations.AddIndex(
            model_name="rolegrant",
            index=models.Index(fields=["post", "valid_from"], name="grant_of_post"),
        ),
        migrations.AddIndex(
            model_name="rolegrant",
            index=models.Index(fields=["jurisdiction", "role"], name="grant_by_role"),
        ),
        migrations.AddIndex(
            model_name="visibility",
            index=models.Index(fields=["jurisdiction", "valid_from"], name="visibility_by_day"),
        ),
    ]
