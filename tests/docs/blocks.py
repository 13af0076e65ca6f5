"""Fenced blocks of the documentation, and running them. A block "```sh" is run, a
block "```LANGUAGE NAME" is the file NAME; "Makes: a, b" names what must be there."""
import os
import re
import shutil
import subprocess
import tempfile

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GAZMAP = os.environ.get("GAZMAP", os.path.join(SOURCE, "build", "bin", "gazmap"))


def sections(path):
    """(heading, text) of each '## ' section."""
    with open(path, encoding="utf-8") as f:
        parts = re.split(r"^## (.*)\n", f.read(), flags=re.M)
    return list(zip(parts[1::2], parts[2::2]))


def blocks(text):
    """(info, body) of each fenced block."""
    return re.findall(r"^```([^\n]*)\n(.*?)^```$", text, re.M | re.S)


def scratch(case):
    """A folder of the test's own, with the example documents where readers have them."""
    folder = tempfile.mkdtemp()
    case.addCleanup(shutil.rmtree, folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "tests"))
    os.symlink(os.path.join(SOURCE, "tests", "documents"),
               os.path.join(folder, "tests", "documents"))
    return folder


def shell(script, folder):
    env = dict(os.environ, PATH=os.path.dirname(GAZMAP) + ":" + os.environ["PATH"],
               XDG_DATA_HOME=os.path.join(folder, ".data"),
               XDG_CONFIG_HOME=os.path.join(folder, ".config"))
    return subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, env=env,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)


def run_section(case, text, folder):
    """Runs the section; returns how many shell blocks it had."""
    ran = 0
    for info, body in blocks(text):
        words = info.split()
        if words == ["sh"]:
            r = shell(body, folder)
            case.assertEqual(r.returncode, 0, body + r.stderr.decode())
            ran += 1
        elif len(words) == 2:
            with open(os.path.join(folder, words[1]), "w", encoding="utf-8") as f:
                f.write(body)
    for names in re.findall(r"^Makes: (.*)$", text, re.M):
        for name in names.split(", "):
            path = os.path.join(folder, name)
            case.assertTrue(os.path.exists(path) and os.path.getsize(path), name)
    return ran
