"""A headless Chromium, driven over the W3C WebDriver protocol. It resolves no name but this machine's: nothing leaves it."""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--no-proxy-server",
)  # fmt: skip
WAIT_SECONDS = 30
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class NotShown(AssertionError):
    """What was waited for did not appear on the page."""


class Browser:
    def __init__(self, driver: str, session: str) -> None:
        self._session = f"{driver}/session/{session}"

    def open(self, url: str) -> None:
        _ask("POST", f"{self._session}/url", {"url": url})

    def text(self) -> str:
        return str(self.script("return document.body.innerText"))

    def script(self, source: str, *arguments: object) -> Any:
        return _ask("POST", f"{self._session}/execute/sync", {"script": source, "args": list(arguments)})

    def find(self, xpath: str, seconds: float = WAIT_SECONDS) -> str:
        """The first element that is displayed."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for found in _ask("POST", f"{self._session}/elements", {"using": "xpath", "value": xpath}):
                with contextlib.suppress(urllib.error.HTTPError):  # it left the page meanwhile
                    if _ask("GET", f"{self._session}/element/{found[ELEMENT]}/displayed"):
                        return str(found[ELEMENT])
            time.sleep(0.1)
        raise NotShown(f"`{xpath}` is not on the page:\n{self.text()[:3000]}")

    def click(self, xpath: str) -> None:
        """A click that the page's own layers swallow while they move is made again."""
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                _ask("POST", f"{self._session}/element/{self.find(xpath)}/click", {})
                return
            except urllib.error.HTTPError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def wait_for(self, text: str, seconds: float = WAIT_SECONDS) -> None:
        deadline = time.monotonic() + seconds
        while text not in (shown := self.text()):
            if time.monotonic() > deadline:
                raise NotShown(f"`{text}` is not on the page:\n{shown[:3000]}")
            time.sleep(0.1)

    def picture(self) -> bytes:
        """PNG of what is in the window."""
        return base64.b64decode(_ask("GET", f"{self._session}/screenshot"))


@contextlib.contextmanager
def browser(profile: Path, *, width: int = 1400, height: int = 900) -> Iterator[Browser]:
    """A new Chromium with its profile in an empty folder, gone after the block."""
    assert CHROMIUM and DRIVER, "apt-get install chromium chromium-driver"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    driver = subprocess.Popen([DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _until_ready(address)
        arguments = [*ARGUMENTS, f"--window-size={width},{height}", f"--user-data-dir={profile}"]
        options = {"binary": CHROMIUM, "args": arguments}
        made = _ask("POST", f"{address}/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        try:
            yield Browser(address, made["sessionId"])
        finally:
            _ask("DELETE", f"{address}/session/{made['sessionId']}")
    finally:
        driver.terminate()
        driver.wait(timeout=20)


def _until_ready(address: str) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            if _ask("GET", f"{address}/status")["ready"]:
                return
        except OSError:
            pass
        assert time.monotonic() < deadline, "chromedriver does not answer"
        time.sleep(0.05)


def _ask(method: str, url: str, body: object = None) -> Any:
    given = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=given, method=method, headers={"Content-Type": "application/json"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
        return json.loads(answer.read())["value"]
