"""The key was decided before the task was submitted: the policy only hands it over, and cannot fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from prefect.cache_policies import CachePolicy
from prefect.context import TaskRunContext


@dataclass
class DecidedKey(CachePolicy):
    """For tasks with a parameter `request`: its `key`, or None for no caching."""

    def compute_key(self, task_ctx: TaskRunContext, inputs: dict[str, Any], flow_parameters: dict[str, Any], **_: Any) -> str | None:
        return getattr(inputs.get("request"), "key", None)
