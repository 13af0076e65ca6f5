"""The configuration file: what holds, what wins, what is refused with file and line."""
import os
import unittest

from gazmap_case import EXAMPLE, Case


class Config(Case):
    def config(self, text, name="c.ini"):
        """The environment in which @text is the configuration."""
        return {"GAZMAP_CONFIG": self.write(name, text)}

    def svg(self, env, *args):
        return self.done("draw", EXAMPLE, "-o", "-", "--format", "svg", "-q", *args, env=env).stdout

    def test_settings_count_as_options(self):
        env = self.config("# ours\n[gazmap]\ntheme = dark\n; and\n  lang= ar \n[draw]\n"
                          "size = \"800x600\"\n[batch]\nsize = A3\n")
        self.assertEqual(self.svg(env), self.svg({}, "--theme", "dark", "--lang", "ar",
                                                 "--size", "800x600"))
        self.assertEqual(self.svg(env, "--theme", "print", "--size", "A4"),
                         self.svg({}, "--theme", "print", "--lang", "ar", "--size", "A4"))
        self.assertEqual(self.svg(env, "--no-config"), self.svg({}))
        self.assertEqual(self.svg({"GAZMAP_CONFIG": ""}), self.svg({}))

    def test_a_command_wins_over_all(self):
        env = self.config("[draw]\ntheme = print\n[gazmap]\ntheme = dark\n")
        self.assertEqual(self.svg(env), self.svg({}, "--theme", "print"))

    def test_where_it_is_found(self):
        os.makedirs(self.path(".config/gazmap"))
        self.write(".config/gazmap/config.ini", "theme = dark\n")
        self.assertEqual(self.svg({}), self.svg({"GAZMAP_CONFIG": ""}, "--theme", "dark"))
        os.unlink(self.path(".config/gazmap/config.ini"))
        self.assertIn("cannot read", self.refused(2, "lookup", "Idlib",
                                                  env={"GAZMAP_CONFIG": self.path("none.ini")}))

    def test_gazetteers_are_added(self):
        self.write("a.tsv", "name\tlat\tlon\nAlphaplace\t36\t36.5\n")
        self.write("b.tsv", "name\tlat\tlon\nBetaplace\t36\t36.6\n")
        env = self.config("gazetteer = a.tsv\n")
        out = self.done("lookup", "Alphaplace", "Betaplace", "--gazetteer", "b.tsv", "--format",
                        "tsv", env=env).stdout.decode()
        self.assertIn("Alphaplace\t36\t36.5", out)
        self.assertIn("Betaplace\t36\t36.6", out)

    def test_a_map_file_says_itself(self):
        self.write("map.yaml", "title: A\nfeatures:\n  - place: Idlib\n")
        env = self.config("theme = dark\nsize = 800x600\n")
        for command in (["draw", "map.yaml", "-o", "-", "--format", "svg"],
                        ["scene", "map.yaml", "--format", "yaml"]):
            self.assertEqual(self.done(*command, env=env).stdout, self.done(*command).stdout)
        self.done("batch", "map.yaml", EXAMPLE, "-o", "out", "-q", env=env)
        with open(self.path("out/map.svg"), "rb") as f:
            self.assertEqual(f.read(), self.done("draw", "map.yaml", "-o", "-", "--format",
                                                 "svg").stdout)
        with open(self.path("out/idlib-protocol.svg"), "rb") as f:
            self.assertEqual(f.read(), self.svg(env))

    def test_resuming_heeds_it(self):
        self.write("a.txt", "Talks in Idlib and Aleppo.\n")
        for theme, done in (("dark", 0), ("dark", 1), ("print", 0)):
            env = self.config(f"theme = {theme}\n")
            r = self.done("batch", "a.txt", "-o", "out", "--resume", env=env)
            self.assertIn(f"{done} as they were", r.stderr.decode())

    def test_refusals_name_file_and_line(self):
        for text, line, said in (("thme = dark\n", 1, "theme"), ("\n[drw]\n", 2, "drw"),
                                 ("# x\n\n[gazmap\n", 3, "section"), ("what\n", 1, "name = value"),
                                 ("bare = maybe\n", 1, "yes or no"), ("dpi = x\n", 1, "number"),
                                 ("width = wide\n", 1, "width"), ("[batch]\nengine = x\n", 2, "engine"),
                                 ("title = \x00\n", 1, "UTF-8"), ("[gazmap] x\n", 1, "section")):
            env = self.config(text)
            refused = self.refused(2, "lookup", "Idlib", env=env)
            self.assertIn(f"c.ini:{line}: ", refused)
            self.assertIn(said, refused)
        env = {"GAZMAP_CONFIG": self.write("c.ini", b"title = \xff\xfe\n")}
        self.assertIn("UTF-8", self.refused(2, "lookup", "Idlib", env=env))

    def test_job_lists_do_not_read_it_twice(self):
        self.write("a.txt", "Talks in Idlib and Aleppo.\n")
        self.write("jobs.tsv", "a.txt\tone.svg\t--theme print\n")
        env = self.config("theme = dark\nlang = ar\n")
        self.done("batch", "jobs.tsv", "-o", "out", "-q", env=env)
        with open(self.path("out/one.svg"), "rb") as f:
            self.assertEqual(f.read(), self.done("draw", "a.txt", "-o", "-", "--format", "svg",
                                                 "--theme", "print", "--lang", "ar").stdout)


if __name__ == "__main__":
    unittest.main()
