import csv

from django.core.management.base import BaseCommand

COLUMNS = {"name": 140, "tin": 12, "nid": 17, "mobile": 11, "locker": 12}
BATCH = 13


class Command(BaseCommand):
    help = "TIN must be 12 digits in the file, mobile numbers 11 digits"

    def add_arguments(self, parser):
        parser.add_argument("path")
        parser.add_argument("--tin-length", type=int, default=12)
        parser.add_argument("--jobs", type=int, default=12)

    def handle(self, *args, **options):
        with open(options["path"], newline="") as f:
            for n, row in enumerate(csv.DictReader(f), 1):
                if not row["nid"].isdigit() or len(row["nid"]) < 10:
                    self.stderr.write(f"line {n}")
                if n % BATCH == 0:
                    self.stdout.write(".")
