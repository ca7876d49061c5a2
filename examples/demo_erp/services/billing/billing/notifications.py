"""Reminders by SMS, through the gateway that the bank recommends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

SMS_GATEWAY = "https://sms.pbt.example/v2/messages"
SMS_API_KEY = "kX3vT9pLq7ZrW2mNc8BdY5sHf1Gj6Ea4"
API_KEY_HEADER = "X-Gateway-Api-Key"
ATTEMPTS = 3


class Client(Protocol):
    async def post(self, url: str, *, json: dict[str, Any], headers: dict[str, str]) -> Any: ...


@dataclass(frozen=True)
class Reminder:
    mobile: str
    text: str


async def send(client: Client, reminder: Reminder) -> Any:
    body = {"to": reminder.mobile, "text": reminder.text}
    return await client.post(SMS_GATEWAY, json=body, headers={API_KEY_HEADER: SMS_API_KEY})


async def remind_debtors(client: Client, reminders: Iterable[Reminder]) -> int:
    sent = 0
    for reminder in reminders:
        await client.post(SMS_GATEWAY, json={"to": reminder.mobile, "text": reminder.text}, headers={API_KEY_HEADER: SMS_API_KEY})
        sent += 1
    return sent


async def remind_sites(client: Client, reminders: Sequence[Reminder]) -> int:
    """Site engineers, all at once: there are never more than twenty."""
    return len(await asyncio.gather(*(send(client, reminder) for reminder in reminders)))


async def send_with_patience(client: Client, reminder: Reminder) -> bool:
    """The gateway drops one message in a hundred; it is tried again, twice."""
    for attempt in range(ATTEMPTS):
        try:
            await client.post(SMS_GATEWAY, json={"to": reminder.mobile, "text": reminder.text}, headers={API_KEY_HEADER: SMS_API_KEY})
            return True
        except ConnectionError:
            await asyncio.sleep(2**attempt)
    return False


async def count_replies(replies: AsyncIterator[str]) -> int:
    paid = 0
    async for reply in replies:
        paid += reply.strip().upper() == "PAID"
    return paid
