"""Drives a real Chromium through a pipe, by the DevTools protocol; no library, no port."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
PATIENCE = 60.0
KEYS = {
    "a": (65, "KeyA"),
    "s": (83, "KeyS"),
    "ArrowRight": (39, "ArrowRight"),
    "Tab": (9, "Tab"),
    " ": (32, "Space"),
    "Enter": (13, "Enter"),
    "Escape": (27, "Escape"),
}
CTRL = 2


class Tab:
    """One page in a browser of its own."""

    def __init__(self, width: int = 1280, height: int = 800) -> None:
        self.folder = tempfile.mkdtemp(prefix="chromium-")
        out, own_out = os.pipe()
        own_in, into = os.pipe()
        # the browser reads its descriptor 3 and writes its 4; both keep no other way open
        taken = [fcntl.fcntl(each, fcntl.F_DUPFD, 10) for each in (out, into)]
        code = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4);"
        code += "os.execv(sys.argv[3], sys.argv[3:])"
        command = [sys.executable, "-c", code, *map(str, taken), str(CHROMIUM)]
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"]
        options += [f"--user-data-dir={self.folder}", f"--window-size={width},{height}"]
        self.process = subprocess.Popen(
            [*command, *options, "about:blank"],
            pass_fds=taken,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for each in (out, into, *taken):
            os.close(each)
        self.into, self.back = own_out, os.fdopen(own_in, "rb", buffering=0)
        self.rest, self.number, self.session = b"", 0, None
        self.events: list[dict[str, Any]] = []
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(each["targetId"] for each in targets if each["type"] == "page")
        attached = self.call("Target.attachToTarget", targetId=page, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.size(width, height)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.into)
        self.process.terminate()
        self.process.wait(20)
        self.back.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, method: str, **given: Any) -> dict[str, Any]:
        """What the browser answers to a command."""
        self.number += 1
        said: dict[str, Any] = {"id": self.number, "method": method, "params": given}
        if self.session:
            said["sessionId"] = self.session
        os.write(self.into, json.dumps(said).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self.number:
                if "error" in told:
                    raise RuntimeError(f"{method}: {told['error']}")
                return told["result"]
            self.events.append(told)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            more = self.back.read(1 << 20)
            if not more:
                raise RuntimeError("the browser has ended")
            self.rest += more
        first, _, self.rest = self.rest.partition(b"\0")
        return json.loads(first)

    def size(self, width: int, height: int) -> None:
        """Set the size of the window."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def go(self, address: str) -> None:
        """Open an address."""
        self.call("Page.navigate", url=address)

    def run(self, script: str) -> Any:
        """The value of an expression, awaited."""
        told = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in told:
            raise RuntimeError(json.dumps(told["exceptionDetails"])[:2000])
        return told["result"].get("value")

    def until(self, script: str, patience: float = PATIENCE) -> Any:
        """The value of an expression as soon as it is true."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if value := self.run(script):
                return value
            time.sleep(0.03)
        raise TimeoutError(f"never true: {script}\n{self.run('document.body.innerText')[:1500]}")

    def click(self, selector: str) -> None:
        """Click an element as soon as it is there."""
        self.until(f"!!document.querySelector({json.dumps(selector)})")
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def text(self, selector: str) -> str:
        """The text of an element; empty if there is none."""
        return self.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")

    def type(self, text: str) -> None:
        """Type where the focus is, as an input method does."""
        self.call("Input.insertText", text=text)

    def files(self, selector: str, *paths: Path) -> None:
        """Choose files, as the dialog of the browser does."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.call("DOM.setFileInputFiles", files=[str(path) for path in paths], nodeId=node)

    def key(self, key: str, *, ctrl: bool = False) -> None:
        """Press a key."""
        code, name = KEYS[key]
        given = {"key": key, "code": name, "windowsVirtualKeyCode": code}
        given["modifiers"] = CTRL if ctrl else 0
        self.call("Input.dispatchKeyEvent", type="rawKeyDown", **given)
        self.call("Input.dispatchKeyEvent", type="keyUp", **given)

    def picture(self, path: Path) -> None:
        """Write what the window shows to a PNG file."""
        shown = self.call("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(shown))

    def received(self) -> dict[str, int]:
        """How many bytes came from each address since the browser was begun."""
        self.run("1")
        named = [one for one in self.events if one.get("method") == "Network.responseReceived"]
        ended = [one for one in self.events if one.get("method") == "Network.loadingFinished"]
        sizes = {one["params"]["requestId"]: one["params"]["encodedDataLength"] for one in ended}
        known = ((one["params"]["response"]["url"], one["params"]["requestId"]) for one in named)
        return {url: int(sizes.get(request, 0)) for url, request in known}

    def complaints(self) -> list[str]:
        """What the console told as errors: exceptions, refused loads."""
        self.run("1")
        found = []
        for event in self.events:
            given = event.get("params", {})
            if event.get("method") == "Runtime.exceptionThrown":
                details = given["exceptionDetails"]
                found.append(details.get("exception", {}).get("description", details["text"]))
            elif event.get("method") == "Log.entryAdded" and given["entry"]["level"] == "error":
                found.append(f"{given['entry']['text']} {given['entry'].get('url', '')}")
        return found
