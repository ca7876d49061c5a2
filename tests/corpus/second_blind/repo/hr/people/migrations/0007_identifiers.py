from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0006_punch")]

    operations = [
        migrations.AlterField("employee", "e_tin", models.CharField(max_length=12, blank=True)),
        migrations.AlterField("employee", "nid", models.CharField(max_length=17, unique=True)),
        migrations.AlterField("contractor", "bin", models.CharField(max_length=14)),
        migrations.AlterField("employee", "mobile", models.CharField(max_length=14)),
        migrations.AlterField("employee", "bank_account", models.CharField(max_length=13)),
        migrations.AlterField("employee", "punch_id", models.CharField(max_length=12)),
    ]
