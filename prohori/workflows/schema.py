"""The JSON Schema of a workflow file, for editors: `python -m prohori.workflows.schema > prohori/workflows/schema.json`."""

from __future__ import annotations

import json
import sys

from prohori.workflows.definition import WorkflowDefinition


def schema() -> str:
    generated = WorkflowDefinition.model_json_schema()
    generated["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(generated, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema())
