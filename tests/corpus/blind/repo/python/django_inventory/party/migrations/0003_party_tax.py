from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("party", "0002_auto_20251204_1130")]

    operations = [
        migrations.AddField("party", "tin", models.CharField(max_length=10, blank=True)),
        migrations.AddField("party", "bin", models.CharField(max_length=9, blank=True)),
        migrations.AddField("party", "mobile", models.CharField(max_length=11)),
        migrations.AddField("party", "nid", models.CharField(max_length=13, null=True)),
        migrations.AddField("party", "rfid", models.CharField(max_length=10, blank=True)),
        migrations.AddField("party", "pager", models.CharField(max_length=11)),
        migrations.AlterField("party", "vat_rate", models.DecimalField(max_digits=4, decimal_places=2, default=7.5)),
        migrations.AlterField("party", "humidity", models.DecimalField(max_digits=4, decimal_places=2, default=7.5)),
    ]
