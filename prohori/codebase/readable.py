"""The text of a file, as far as somebody wrote it by hand."""

from __future__ import annotations

LARGEST_FILE = 1_000_000  # bytes
LONGEST_LINE = 20_000  # characters; a longer one is a bundle or embedded content
_MEAN_LINE = 400
MINIFIED = "minified or generated: its lines are too long to have been written by hand"


def readable(content: bytes) -> tuple[str | None, str]:
    """The text of a file, or None and the reason why it is not analysed."""
    if len(content) > LARGEST_FILE:
        return None, f"larger than {LARGEST_FILE // 1000} kB ({len(content) // 1000} kB)"
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeError:
        return None, "not text in UTF-8 or UTF-16"
    if is_minified(text):
        return None, MINIFIED
    return text.replace("\r\n", "\n").replace("\r", "\n"), ""


def is_minified(text: str) -> bool:
    lines = text.count("\n") + 1
    return len(text) > LONGEST_LINE and (len(text) / lines > _MEAN_LINE or max(map(len, text.split("\n"))) > LONGEST_LINE)
