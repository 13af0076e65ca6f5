"""gazmap worker: one answer for each line, in order, whatever the line holds."""
import json
import os
import random
import signal
import subprocess
import unittest

from gazmap_case import GAZMAP, Case

TEXT = "The convoy left Idlib for Aleppo. A buffer zone of 5 km around Saraqib was agreed."


class Worker(Case):
    def ask(self, data, *args):
        """The answers to the bytes or lines of @data, each parsed."""
        if isinstance(data, list):
            data = b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n"
                            for line in data)
        r = self.done("worker", *args, stdin=data)
        self.assertEqual(r.stderr, b"")
        lines = r.stdout.split(b"\n")
        self.assertEqual(lines.pop(), b"")
        return [json.loads(line) for line in lines]


class Answers(Worker):
    def test_places(self):
        one, = self.ask([{"id": 7, "text": TEXT}])
        self.assertEqual(one["id"], 7)
        self.assertEqual([p["surface"] for p in one["places"]][:2], ["Idlib", "Aleppo"])
        raw = TEXT.encode()
        for p in one["places"]:
            self.assertEqual(raw[p["byte_start"]:p["byte_end"]].decode(), p["surface"])

    def test_same_as_the_commands(self):
        with open(self.path("a.txt"), "w", encoding="utf-8") as f:
            f.write(TEXT)
        one, = self.ask([{"name": "a.txt", "text": TEXT,
                          "ask": ["places", "statements", "scene", "svg"]}])
        places = json.loads(self.done("places", "a.txt", "--format", "json").stdout)
        statements = json.loads(self.done("statements", "a.txt", "--format", "json").stdout)
        scene = json.loads(self.done("scene", "a.txt", "--format", "geojson").stdout)
        svg = self.done("draw", "a.txt", "-o", "-", "--format", "svg").stdout.decode()
        self.assertEqual(one["places"], places[0]["mentions"])
        self.assertEqual(one["statements"], statements)
        self.assertEqual(one["scene"], scene)
        self.assertEqual(one["svg"], svg)

    def test_text_as_the_library_reads_it(self):
        """The document is taken out of the line ahead of the JSON library; a key with an
        escape sends the whole line to the library: both must answer alike."""
        in_idlib = b" in Idlib, north of Saraqib."
        strings = [b"plain", b"\\u0049dlib \\u0625\\u062f\\u0644\\u0628", b"tab\\t\\n\\r\\b\\f\\/ \\\\ \\\"quote\\\"",
                   b"\\ud83d\\ude00 in", b"nul \\u0000 nul", "إدلب é".encode(),
                   b"lone \\ud83d x", b"lone \\ude00 x", b"low \\ud83d\\u0041", b"short \\u12",
                   b"odd \\x41", b"raw \t tab", b"raw \x01", b"\xff\xfe", b"\xed\xa0\x80", b"\x7f", b""]
        lines = [b'{"id": 1, "%s": "%s' + s.replace(b"%", b"%%") + in_idlib + b'"}\n' for s in strings]
        lines += [b'{"id": {"text": "a,}"}, "%s" : "%sIdlib"  , "name": "x.txt"}\n',
                  b'{"%s": "%sIdlib", "text": "Aleppo"}\n', b'{"%s": "%sIdlib" 3}\n',
                  b'{"%s": "%sIdlib"} x\n', b'{"%s": "%sIdlib", }\n', b'{"%s": "%sIdlib\n',
                  b'{"%s": ["%sIdlib"]}\n', b'{"id": [1, {"a": "]"}], "%s": "%sIdlib"}\n']
        ahead = self.ask(b"".join(line % (b"text", b"") for line in lines))
        whole = self.ask(b"".join(line % (b"te\\u0078t", b"") for line in lines))
        self.assertEqual(len(ahead), len(lines))
        for line, a, b in zip(lines, ahead, whole):
            if "JSON: column" in a.get("error", ""):
                a, b = a["error"].split(": ", 2)[2], b["error"].split(": ", 2)[2]
                a, b = a.split("near")[0], b.split("near")[0]
            self.assertEqual(a, b, line)

    def test_asks(self):
        lines = [{"text": TEXT}, {"text": TEXT, "ask": "statements"},
                 {"text": TEXT, "ask": ["scene"]}, {"text": TEXT, "ask": "places,svg"},
                 {"text": TEXT, "ask": []}, {"text": TEXT, "ask": None}]
        members = [sorted(set(a) - {"id"}) for a in self.ask(lines)]
        self.assertEqual(members, [["places"], ["statements"], ["scene"], ["places", "svg"],
                                   ["places"], ["places"]])
        members = [sorted(set(a) - {"id"}) for a in self.ask(lines[:2], "--ask", "scene,places")]
        self.assertEqual(members, [["places", "scene"], ["statements"]])

    def test_faulty_asks(self):
        for ask in ("places,maps", ["maps"], [3], 3, {"places": True}, True):
            one, = self.ask([{"id": 1, "text": TEXT, "ask": ask}])
            self.assertIn("ask", one["error"], ask)
        self.refused(2, "worker", "--ask", "maps", stdin=b"")

    def test_options(self):
        one, = self.ask([{"text": TEXT, "ask": "svg"}], "--title", "Overall title")
        self.assertIn("Overall title", one["svg"])
        self.refused(2, "worker", "--width", "wide", stdin=b"")
        self.refused(2, "worker", "document.txt", stdin=b"")

    def test_ids(self):
        ids = [0, -3, 1.5, 2**60, "a", "\u0639\u0646\u062f\u0627\u0646 \"q\" \n\0", None, True,
               [1, [2]], {"a": {"b": []}}]
        answers = self.ask([{"id": i, "text": "Homs"} for i in ids] + [{"text": "Homs"}])
        self.assertEqual([a["id"] for a in answers], ids + [None])

    def test_order(self):
        r = random.Random(1)
        lines = [{"id": i, "text": TEXT * r.randrange(1, 40)} for i in range(200)]
        self.assertEqual([a["id"] for a in self.ask(lines)], list(range(200)))

    def test_last_line_without_end(self):
        self.assertEqual(len(self.ask(b'{"id": 1, "text": "Homs"}')), 1)
        self.assertEqual(self.ask(b""), [])

    def test_crlf(self):
        one, = self.ask(b'{"id": 1, "text": "Homs"}\r\n')
        self.assertEqual(one["places"][0]["surface"], "Homs")


class Garbage(Worker):
    def test_every_line_is_answered(self):
        deep = b"[" * 200000 + b"]" * 200000
        lines = [b"", b" ", b"garbage", b"\xff\xfe\x00\x01", b"\0\0\0", b'{"text": "a\0b"}',
                 b"null", b"3", b"[]", b'"Idlib"', b"{}", b'{"text": 5}', b'{"text": null}',
                 b'{"text": "\\ud800"}', b'{"text": "\xff"}', b'{"id": 1, "id": 2}', b"{" * 5000,
                 b'{"id": ' + deep + b', "text": "x"}', deep, b'{"text": "Homs"} {"text": "Homs"}',
                 b'{"text": "Homs"', b'{"id": 9, "text": ""}', b'{"name": 7, "text": "Homs"}',
                 b'{"text": "\\u0000\\u0001 Homs"}', b'{"name": "../../x\\u0000y", "text": "Homs"}']
        marker = b'{"id": "after", "text": "Homs"}\n'
        answers = self.ask(b"".join(line + b"\n" + marker for line in lines))
        self.assertEqual(len(answers), 2 * len(lines))
        for i, line in enumerate(lines):
            self.assertTrue({"error", "places"} & set(answers[2 * i]), line)
            self.assertEqual(answers[2 * i + 1]["id"], "after")
            self.assertEqual(answers[2 * i + 1]["places"][0]["surface"], "Homs")
        for i in range(13):
            self.assertIn("error", answers[2 * i], lines[i])
            self.assertEqual(len(answers[2 * i]["error"].splitlines()), 1)

    def test_random_bytes(self):
        r = random.Random(3)
        data = b"".join(bytes(r.randrange(256) for _ in range(r.randrange(200))).replace(b"\n", b"")
                        + b"\n" for _ in range(300))
        self.assertEqual(len(self.ask(data)), 300)

    def test_mangled_documents(self):
        r = random.Random(8)
        lines = []
        for _ in range(300):
            line = bytearray(json.dumps({"id": 1, "text": TEXT, "ask": ["scene"]}).encode())
            for _ in range(r.randrange(1, 4)):
                line[r.randrange(len(line))] = r.choice(b'"\\{}[]:,\0\x80\xffa1 ')
            lines.append(bytes(line) + b"\n")
        self.assertEqual(len(self.ask(b"".join(lines))), 300)

    def test_document_of_no_place(self):
        one, = self.ask([{"id": 1, "text": "Nobody is named.", "ask": "svg"}])
        self.assertIn("error", one)
        one, = self.ask([{"id": 1, "text": "Nobody is named."}])
        self.assertEqual(one["places"], [])

    def test_huge_line(self):
        long = b'{"id": 1, "text": "' + b"x " * (140 << 20) + b'"}\n'
        answers = self.ask(long + b'{"id": 2, "text": "Homs"}\n')
        self.assertIn("longer", answers[0]["error"])
        self.assertEqual(answers[1]["places"][0]["surface"], "Homs")


class Guards(Worker):
    """--timeout and --max-memory: a child answers, and its death is an answer, too."""
    LINES = [{"id": 1, "text": TEXT}, {"id": 2, "text": "Idlib and Aleppo. " * 800000},
             b"garbage\n", {"id": [3], "text": TEXT}, b"\n"]

    @staticmethod
    def is_sanitized():
        """AddressSanitizer takes terabytes of addresses for itself."""
        with open(GAZMAP, "rb") as f:
            return b"__asan_init" in f.read()

    def test_nothing_changes_where_nothing_happens(self):
        lines = [self.LINES[0]] + self.LINES[2:]
        memory = () if self.is_sanitized() else ("--max-memory", "4G")
        self.assertEqual(self.ask(lines, "--timeout", "60", *memory), self.ask(lines))
        self.assertEqual(self.ask(b"", "--timeout", "60"), [])

    def test_timeout(self):
        answers = self.ask(self.LINES, "--timeout", "0.4")
        self.assertEqual([a["id"] for a in answers], [1, 2, None, [3], None])
        self.assertIn("took longer than --timeout 0.4 s", answers[1]["error"])
        self.assertEqual(answers[3]["places"], answers[0]["places"])

    def test_max_memory(self):
        if self.is_sanitized():
            self.skipTest("built with AddressSanitizer")
        answers = self.ask(self.LINES, "--max-memory", "150M")
        self.assertEqual([a["id"] for a in answers], [1, 2, None, [3], None])
        self.assertIn("more memory", answers[1]["error"])
        self.assertEqual(answers[3]["places"], answers[0]["places"])

    def test_a_killed_child_costs_its_line(self):
        p = subprocess.Popen([GAZMAP, "worker", "--timeout", "60"], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE)
        for i in range(3):
            p.stdin.write(json.dumps({"id": i, "text": "Homs"}).encode() + b"\n")
            p.stdin.flush()
            answer = json.loads(p.stdout.readline())
            self.assertEqual(answer["id"], i)
            self.assertEqual("error" in answer, i == 1)
            if i == 0:
                with open(f"/proc/{p.pid}/task/{p.pid}/children", encoding="ascii") as f:
                    child, = f.read().split()
                os.kill(int(child), signal.SIGKILL)
        p.stdin.close()
        p.stdout.close()
        self.assertEqual(p.wait(), 0)

    def test_refusals(self):
        self.refused(2, "worker", "--timeout", "-1", stdin=b"")
        self.refused(2, "worker", "--max-memory", "lots", stdin=b"")


class Streams(Worker):
    def test_answers_as_it_goes(self):
        """A program that waits for each answer is not kept waiting."""
        p = subprocess.Popen([GAZMAP, "worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for i in range(3):
            p.stdin.write(json.dumps({"id": i, "text": "Homs"}).encode() + b"\n")
            p.stdin.flush()
            self.assertEqual(json.loads(p.stdout.readline())["id"], i)
        p.stdin.close()
        self.assertEqual(p.stdout.read(), b"")
        p.stdout.close()
        self.assertEqual(p.wait(), 0)

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full here")
    def test_full_output(self):
        with open("/dev/full", "wb") as full:
            r = subprocess.run([GAZMAP, "worker"], input=b'{"text": "Homs"}\n' * 9, stdout=full,
                               stderr=subprocess.PIPE)
        self.assertEqual(r.returncode, 1)
        self.assertIn(b"gazmap: ", r.stderr)


if __name__ == "__main__":
    unittest.main()
