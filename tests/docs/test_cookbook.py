"""Every job of the cookbook is done as it is told, each in a folder of its own, and
makes what it says; so is the tutorial, in one."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import blocks

DOC = os.path.join(blocks.SOURCE, "doc")


class Cookbook(unittest.TestCase):
    def test_ten_jobs(self):
        jobs = blocks.sections(os.path.join(DOC, "cookbook.md"))
        self.assertEqual(len(jobs), 10)
        for heading, text in jobs:
            with self.subTest(heading):
                self.assertGreater(blocks.run_section(self, text, blocks.scratch(self)), 0)
                self.assertIn("\nMakes: ", text)

    def test_tutorial(self):
        folder = blocks.scratch(self)
        ran = 0
        for heading, text in blocks.sections(os.path.join(DOC, "tutorial.md")):
            with self.subTest(heading):
                ran += blocks.run_section(self, text, folder)
        self.assertGreater(ran, 5)


if __name__ == "__main__":
    unittest.main()
