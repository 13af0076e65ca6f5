"""What the shells offer: bash is asked as its readline would ask; zsh and fish, where
they are installed, must at least read their files."""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import blocks

FOLDER = os.path.join(blocks.SOURCE, "completion")


def complete(*words):
    """The answers to TAB behind the last of @words."""
    script = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_gazmap 2>/dev/null
printf '%s\\n' "${COMPREPLY[@]}"
"""
    r = subprocess.run(["bash", "-c", script, "-", os.path.join(FOLDER, "gazmap.bash"),
                        blocks.GAZMAP, *words], stdout=subprocess.PIPE,
                       cwd=os.path.join(blocks.SOURCE, "tests"), timeout=60)
    return r.stdout.decode().split("\n")[:-1]


def zsh_line(typed):
    """What stands on the screen of an interactive zsh when TAB is pressed behind @typed."""
    pid, terminal = pty.fork()
    if not pid:
        env = dict(os.environ, PATH=os.path.dirname(blocks.GAZMAP) + ":" + os.environ["PATH"],
                   TERM="dumb", PS1="ready> ", XDG_CONFIG_HOME="/nonexistent")
        os.execvpe("zsh", ["zsh", "-f", "-i"], env)

    def read_until(mark, seconds=20):
        seen, end = b"", time.monotonic() + seconds
        while mark not in seen and time.monotonic() < end:
            if select.select([terminal], [], [], 0.2)[0]:
                try:
                    seen += os.read(terminal, 65536)
                except OSError:
                    break
        return seen

    setup = "unsetopt zle_bracketed_paste; fpath=(%s $fpath); autoload -Uz compinit; compinit -u -D; echo se''t\n"
    os.write(terminal, (setup % FOLDER).encode())
    read_until(b"set\r\n")
    read_until(b"> ")
    os.write(terminal, typed.encode() + b"\t\x05#done\n")
    seen = read_until(b"#done")
    os.write(terminal, b"exit\n")
    os.close(terminal)
    os.waitpid(pid, 0)
    return seen.decode(errors="replace").replace("\x07", "")


class Bash(unittest.TestCase):
    def test_commands(self):
        self.assertEqual(complete("dr"), ["draw"])
        usage = subprocess.run([blocks.GAZMAP, "--help"], stdout=subprocess.PIPE).stdout.decode()
        for command in re.findall(r"^  (\w+) ", usage, re.M):
            self.assertIn(command, complete(""))

    def test_every_option_is_offered(self):
        for command in ("draw", "places", "batch", "geo", "lookup"):
            text = subprocess.run([blocks.GAZMAP, command, "--help"],
                                  stdout=subprocess.PIPE).stdout.decode()
            options = re.findall(r"^  (?:-\w, )?(--[\w-]+)", text, re.M)
            self.assertGreater(len(options), 4)
            self.assertEqual(sorted(complete(command, "--")), sorted(options))

    def test_values(self):
        self.assertIn("print", complete("draw", "a.txt", "--theme", "pr"))
        self.assertIn("flat", complete("geo", "buffer", "a.shp", "--cap", "="))
        self.assertIn("paths", complete("draw", "--svg-text", "=", "pa"))
        self.assertIn("documents/", complete("draw", "docu"))
        self.assertIn("documents/", complete("draw", "a.txt", "-o", "docu"))
        self.assertEqual(complete("geo", "seg"), ["segment"])

    def test_places_come_from_the_index(self):
        self.assertIn("Latakia", complete("lookup", "Lataki"))
        self.assertIn("Da", complete("lookup", "Da")[0])
        self.assertIn("Damascus", complete("geo", "segment", "M4", "--from", "Damasc"))
        self.assertIn("Aleppo", complete("draw", "a.txt", "--near", "Alepp"))
        self.assertEqual(complete("lookup", "Qqqqzzz"), [""])


class Others(unittest.TestCase):
    def test_zsh_and_fish_read_their_files(self):
        asked = 0
        for shell, name in (("zsh", "_gazmap"), ("fish", "gazmap.fish")):
            if shutil.which(shell):
                r = subprocess.run([shell, "-n", os.path.join(FOLDER, name)],
                                   stderr=subprocess.PIPE)
                self.assertEqual((r.returncode, r.stderr), (0, b""), shell)
                asked += 1
        if not asked:
            self.skipTest("neither zsh nor fish is here")

    def test_zsh_completes(self):
        """An interactive zsh on a terminal of its own: TAB is pressed and the line read."""
        if not shutil.which("zsh"):
            self.skipTest("zsh is not here")
        for typed, want in (("gazmap dra", "gazmap draw "), ("gazmap geo segm", "gazmap geo segment "),
                            ("gazmap draw --list-pl", "gazmap draw --list-places"),
                            ("gazmap draw a --theme hum", "--theme humanitarian"),
                            ("gazmap lookup Damascu", "gazmap lookup Damascus")):
            self.assertIn(want, zsh_line(typed))

    def test_fish_completes(self):
        if not shutil.which("fish"):
            self.skipTest("fish is not here")
        env = dict(os.environ, PATH=os.path.dirname(blocks.GAZMAP) + ":" + os.environ["PATH"])
        for line, want in (("gazmap dr", "draw"), ("gazmap draw --th", "--theme"),
                           ("gazmap lookup Damasc", "Damascus\tSY"),
                           ("gazmap geo seg", "segment")):
            script = "source %s; complete -C '%s'" % (os.path.join(FOLDER, "gazmap.fish"), line)
            r = subprocess.run(["fish", "--no-config", "-c", script], env=env,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            self.assertEqual(r.stderr, b"", line)
            found = r.stdout.decode().split("\n")
            self.assertTrue(any(f.startswith(want) for f in found), (line, found))


if __name__ == "__main__":
    unittest.main()
