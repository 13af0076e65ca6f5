"""Progress on a terminal, and only there: long builds of a gazetteer, batches."""
import os
import pty
import re
import unittest

from gazmap_case import GAZMAP, Case

ROW = "%d\tQarn %d\tQarn %d\t\t%.4f\t%.4f\tP\tPPL\tSY\t\t12\t\t\t\t%d\t\t\tAsia/Damascus\t2020-01-01\n"


def has_terminals():
    try:
        for end in pty.openpty():
            os.close(end)
        return True
    except OSError:
        return False


@unittest.skipUnless(has_terminals(), "this machine gives no pseudo-terminals (is /dev/pts mounted?)")
class Progress(Case):
    def on_terminal(self, *args):
        """The exit status of gazmap on a terminal of its own, and all that it wrote there."""
        pid, terminal = pty.fork()
        if not pid:
            os.chdir(self.dir)
            os.environ.update(XDG_CONFIG_HOME=self.path(".config"), TERM="xterm")
            os.execv(GAZMAP, [GAZMAP, *args])
        seen = b""
        while True:
            try:
                more = os.read(terminal, 65536)
            except OSError:  # Linux' way to say that nobody writes any more
                break
            if not more:
                break
            seen += more
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), seen.decode()

    def source(self, n=60000):
        return self.write("XX.txt", "".join(
            ROW % (i + 1, i, i, 30 + i % 500 / 100, 35 + i // 500 / 100, i % 5000)
            for i in range(n)))

    def test_a_build_tells_how_far_it_is(self):
        self.source()
        status, seen = self.on_terminal("gazetteer", "build", "-o", "xx.gmx", "XX.txt")
        self.assertEqual(status, 0, seen)
        told = [(int(p), int(a), int(b)) for p, a, b in
                re.findall(r"\r\s*(\d+) %  (\d+) of (\d+)", seen)]
        self.assertGreater(len(told), 2, seen)
        self.assertEqual(told, sorted(told), "it goes back")
        self.assertEqual(len({total for _, _, total in told}), 1)
        for percent, done, total in told:
            self.assertLessEqual(done, total)
            self.assertLessEqual(abs(percent - 100 * done / total), 0.51)
        bar, _, last = seen.rpartition("\r\033[K")
        self.assertTrue(bar, "the last of it is wiped off")
        self.assertIn("60000 places", last)
        self.assertNotIn("%", last)

    def test_none_where_nobody_looks(self):
        self.source(20000)
        r = self.done("gazetteer", "build", "-o", "xx.gmx", "XX.txt")
        self.assertNotIn(b"\r", r.stderr + r.stdout)
        status, seen = self.on_terminal("gazetteer", "build", "--quiet", "-o", "yy.gmx", "XX.txt")
        self.assertEqual((status, seen), (0, ""))

    def test_a_batch_tells_how_far_it_is(self):
        os.mkdir(self.path("docs"))
        for i in range(6):
            self.write("docs/%d.txt" % i, "Shells fell on Saraqib and Idlib.\n")
        status, seen = self.on_terminal("batch", "docs", "-o", "out", "--format", "geojson")
        self.assertEqual(status, 0, seen)
        told = [int(n) for n in re.findall(r"\r\[[#.]{24}\] (\d+)/6  [\d.]+/s  \d+ s left", seen)]
        self.assertEqual(told, sorted(told))
        self.assertEqual(told[-1], 6)


if __name__ == "__main__":
    unittest.main()
