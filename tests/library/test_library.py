"""libgazmap as its users meet it: installed somewhere, found by pkg-config and CMake."""
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get("GAZMAP_BUILD", os.path.join(SOURCE, "build"))
CC = os.environ.get("GAZMAP_CC", "cc")
CFLAGS = os.environ.get("GAZMAP_CFLAGS", "").split()
EXAMPLE = os.path.join(SOURCE, "tests", "documents", "idlib-protocol.txt")


class Library(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dir = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.dir, ignore_errors=True)
        cls.prefix = os.path.join(cls.dir, "usr")
        cls.run_(["cmake", "--install", BUILD, "--prefix", cls.prefix])
        cls.pc, = glob.glob(cls.prefix + "/lib*/**/gazmap.pc", recursive=True)
        cls.lib = os.path.dirname(os.path.dirname(cls.pc))
        cls.env = {k: v for k, v in os.environ.items() if not k.startswith("GAZMAP")}
        cls.env.update(PKG_CONFIG_PATH=os.path.dirname(cls.pc), LD_LIBRARY_PATH=cls.lib)

    @staticmethod
    def run_(command, env=None):
        r = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                           check=False, timeout=300)
        if r.returncode:
            raise AssertionError(f"{command}: {r.returncode}\n{r.stdout.decode()}")
        return r.stdout.decode()

    def path(self, name):
        return os.path.join(self.dir, name)

    def compile(self, source, name, *how):
        flags = self.run_(["pkg-config", "--cflags", "--libs", *how, "gazmap"], self.env).split()
        if how:
            flags = [f if f != "-lgazmap" else "-l:libgazmap.a" for f in flags]
        self.run_([CC, "-std=c17", "-Wall", "-Wextra", "-Werror", *CFLAGS, os.path.join(HERE, source),
                   "-o", self.path(name), *flags, "-pthread"], self.env)
        return self.path(name)

    def check_map(self, program, name):
        out = self.path(name)
        said = self.run_([program, EXAMPLE, out], self.env)
        self.assertIn("map in", said)
        with open(out, "rb") as f:
            data = f.read()
        self.assertTrue(data.startswith(b"<?xml"))
        gazmap = os.path.join(self.prefix, "bin", "gazmap")
        wanted = subprocess.run([gazmap, "draw", EXAMPLE, "--title", "An example", "-o", "-",
                                 "--format", "svg", "-q"], env=self.env, stdout=subprocess.PIPE,
                                check=True).stdout
        self.assertEqual(data, wanted)

    def test_pkg_config(self):
        self.check_map(self.compile("example.c", "example"), "a.svg")
        self.assertEqual(self.run_(["pkg-config", "--modversion", "gazmap"], self.env).strip(),
                         self.run_([os.path.join(self.prefix, "bin", "gazmap"), "--version"],
                                   self.env).split()[1])

    def test_data_are_found_through_a_link(self):
        """Where /lib is a link to /usr/lib, the loader says /lib."""
        os.symlink(self.lib, self.path("lib"))
        env = dict(self.env, LD_LIBRARY_PATH=self.path("lib"))
        self.run_([self.compile("example.c", "example_link"), EXAMPLE, self.path("l.svg")], env)

    def test_static(self):
        program = self.compile("example.c", "example_static", "--static")
        self.assertNotIn("libgazmap", self.run_(["ldd", program], self.env))
        self.env_data = dict(self.env, GAZMAP_DATA=os.path.join(self.prefix, "share", "gazmap"))
        self.run_([program, EXAMPLE, self.path("s.svg")], self.env_data)

    def test_cmake_package(self):
        build = self.path("consumer")
        self.run_(["cmake", "-S", os.path.join(HERE, "consumer"), "-B", build, "-G", "Ninja",
                   f"-DCMAKE_PREFIX_PATH={self.prefix}", f"-DCMAKE_C_COMPILER={CC}",
                   f"-DCMAKE_C_FLAGS={' '.join(CFLAGS)}"])
        self.run_(["cmake", "--build", build])
        self.check_map(os.path.join(build, "example_shared"), "c.svg")
        env = dict(self.env, GAZMAP_DATA=os.path.join(self.prefix, "share", "gazmap"))
        self.run_([os.path.join(build, "example_static"), EXAMPLE, self.path("d.svg")], env)

    def test_threads(self):
        program = self.compile("threads.c", "threads")
        documents = sorted(glob.glob(os.path.join(SOURCE, "tests", "documents", "*.txt")))[:6]
        self.assertIn("the same", self.run_([program, *documents], self.env))

    def test_python(self):
        library = os.path.join(self.lib, "libgazmap.so")
        said = self.run_([sys.executable, "-B", os.path.join(HERE, "example.py"), library, EXAMPLE,
                          self.path("p.svg")], self.env)
        self.assertTrue(any(line.split("\t")[0] == "Saraqib" for line in said.splitlines()), said)
        self.assertTrue(os.path.exists(self.path("p.svg")))

    def test_errors_are_values(self):
        sys.path.insert(0, HERE)
        import example
        gazmap = example.Gazmap(os.path.join(self.lib, "libgazmap.so"))
        for call, said in ((("set", gazmap.handle, b"no-such", b"x"), "no-such"),
                           (("set", gazmap.handle, b"width", b"wide"), "width"),
                           (("set", gazmap.handle, b"title", b"\xff"), "UTF-8"),
                           (("read_memory", gazmap.handle, b"a", b"\x7fELF\0\0", 6), "")):
            with self.assertRaises(RuntimeError) as caught:
                gazmap.call(*call)
            self.assertIn(said, str(caught.exception))
            self.assertEqual(len(str(caught.exception).splitlines()), 1)
        with self.assertRaises(RuntimeError):
            gazmap.places_and_map("a", "Nobody is named.", self.path("none.svg"))
        with self.assertRaises(RuntimeError):
            gazmap.places_and_map("a", "In Idlib.", self.path("none.bmp"))
        gazmap.close()

    def test_only_gazmap_is_visible(self):
        names = [line.split()[-1] for line in self.run_(
            ["nm", "-D", "--defined-only", os.path.join(self.lib, "libgazmap.so")]).splitlines()]
        names = [n.split("@")[0] for n in names if not n.startswith("GAZMAP_")]
        self.assertGreater(len(names), 15)
        self.assertEqual([n for n in names if not n.startswith("gazmap_")], [])
        with open(os.path.join(self.prefix, "include", "gazmap.h"), encoding="utf-8") as f:
            header = f.read()
        for n in names:
            self.assertIn(n + "(", header)

    def test_header_is_for_c_plus_plus_too(self):
        if not shutil.which("c++"):
            self.skipTest("no C++ compiler here")
        self.run_(["c++", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-x", "c++",
                   os.path.join(self.prefix, "include", "gazmap.h")])


if __name__ == "__main__":
    unittest.main()
