"""Text of others for people's terminals and pages: nothing in it can drive them."""


def printable(text: str) -> str:
    """Without control characters (newlines stay) and lone surrogates."""
    if text.isascii() and text.isprintable():
        return text
    safe = "".join(char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text)
    return safe.encode("utf-8", "replace").decode()
