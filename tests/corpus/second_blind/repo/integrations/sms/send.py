import logging
import re
import time

log = logging.getLogger(__name__)
RETRIES = 15
BACKOFF_FACTOR = 1.5
SMS_MAX = 160
MASKING = r"^[A-Za-z]{3,11}$"
RECIPIENT = re.compile(r"^(?:\+?880|0)1[3-9]\d{8}$")
OMAN_MOBILE = re.compile(r"^\+968[79]\d{7}$")
MALAYSIA_MOBILE = re.compile(r"^\+?601\d{8,9}$")
KSA_MOBILE = re.compile(r"^\+?9665\d{8}$")
TICKET_ID = re.compile(r"^01\d{9}$")
NODE_ID = re.compile(r"^nid-\d{10}$")


def recipients(rows):
    for row in rows:
        number = row["mobile"].strip()
        if not RECIPIENT.match(number):
            log.warning("skipped a row")
            continue
        if len(number) == 13:
            number = "+" + number
        yield number


def send(client, number, text):
    for attempt in range(RETRIES):
        if client.post(number, text[:SMS_MAX]):
            return True
        time.sleep(BACKOFF_FACTOR ** attempt)
    return False
