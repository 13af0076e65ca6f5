"""What the command-line tests share: the program, the example, a scratch folder."""
import os
import shutil
import subprocess
import tempfile
import unittest

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GAZMAP = os.environ.get("GAZMAP", os.path.join(SOURCE, "build", "bin", "gazmap"))
EXAMPLE = os.path.join(SOURCE, "tests", "documents", "idlib-protocol.txt")
SHARED = os.path.join(SOURCE, "..", "shared")
DOCUMENTS = os.path.join(SHARED, "documents")


class Case(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.dir, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.dir, name)

    def write(self, name, data):
        mode = "wb" if isinstance(data, bytes) else "w"
        with open(self.path(name), mode) as f:
            f.write(data)
        return self.path(name)

    def run_gazmap(self, *args, stdin=None, env=None):
        full = {**os.environ, "XDG_CONFIG_HOME": self.path(".config"),
                "XDG_CACHE_HOME": self.path(".cache"), **(env or {})}
        return subprocess.run([GAZMAP, *args], input=stdin, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, env=full, cwd=self.dir, timeout=120)

    def done(self, *args, **kw):
        r = self.run_gazmap(*args, **kw)
        self.assertEqual(r.returncode, 0, r.stderr.decode())
        return r

    def refused(self, status, *args, **kw):
        """Exit @status with one line on standard error that begins with our name."""
        r = self.run_gazmap(*args, **kw)
        lines = r.stderr.decode().splitlines()
        self.assertEqual(r.returncode, status, lines)
        self.assertEqual(len(lines), 1, lines)
        self.assertTrue(lines[0].startswith("gazmap: "), lines)
        return lines[0]

    def document(self, prefix):
        """One of the five documents that are no part of the repository."""
        if os.path.isdir(DOCUMENTS):
            for name in sorted(os.listdir(DOCUMENTS)):
                if name.startswith(prefix):
                    return os.path.join(DOCUMENTS, name)
        self.skipTest("the shared documents are not here")
