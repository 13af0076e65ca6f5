"""The little of the WebDriver protocol that the tests need, over chromedriver."""
import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-device-scale-factor=1"]
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def missing():
    """What a browser test lacks here, or None."""
    for tool in ("chromium", "chromedriver"):
        if not shutil.which(tool):
            return f"{tool} is not installed"
    return None


class Browser:
    def __init__(self, width=1400, height=2200):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        self.profile = tempfile.mkdtemp()
        self.driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
        try:
            self._wait()
            options = {"binary": shutil.which("chromium"),
                       "args": FLAGS + [f"--user-data-dir={self.profile}", f"--window-size={width},{height}"]}
            caps = {"browserName": "chrome", "goog:chromeOptions": options, "timeouts": {"script": 120000}}
            answer = self._call("POST", "/session", {"capabilities": {"alwaysMatch": caps}})
            self.session = "/session/" + answer["sessionId"]
        except Exception:
            self.driver.kill()
            raise

    def _wait(self):
        for _ in range(200):
            try:
                if self._call("GET", "/status")["ready"]:
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("chromedriver does not answer")

    def _call(self, method, path, body=None):
        data = json.dumps(body if body is not None else {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=180) as r:
                return json.load(r)["value"]
        except urllib.error.HTTPError as e:
            raise RuntimeError(json.load(e)["value"]["message"]) from None

    def _post(self, path, **body):
        return self._call("POST", self.session + path, body)

    def open(self, path):
        self._post("/url", url="file://" + path)

    def js(self, script, *args):
        return self._post("/execute/sync", script=script, args=list(args))

    def js_later(self, script, *args):
        """@script calls its last argument when it is done."""
        return self._post("/execute/async", script=script, args=list(args))

    def find(self, css):
        return self._post("/element", using="css selector", value=css)[ELEMENT]

    def picture(self, css):
        """PNG of an element."""
        return base64.b64decode(self._call("GET", f"{self.session}/element/{self.find(css)}/screenshot"))

    def point_at(self, css):
        self._post("/actions", actions=[{"type": "pointer", "id": "mouse", "actions": [
            {"type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": {ELEMENT: self.find(css)}}]}])

    def press(self, *keys):
        actions = [{"type": t, "value": k} for k in keys for t in ("keyDown", "keyUp")]
        self._post("/actions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def media(self, **features):
        """Emulates media features: prefers_color_scheme="dark"."""
        listed = [{"name": k.replace("_", "-"), "value": v} for k, v in features.items()]
        self._post("/goog/cdp/execute", cmd="Emulation.setEmulatedMedia", params={"features": listed})

    def close(self):
        try:
            self._call("DELETE", self.session)
        finally:
            self.driver.terminate()
            self.driver.wait()
            shutil.rmtree(self.profile, ignore_errors=True)
