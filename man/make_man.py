#!/usr/bin/env python3
"""Man pages from their prose here and the program's own --help, so that the
options stand in one place. usage: make_man.py GAZMAP OUT_DIR

Prose: '# SECTION' heads a section, blank lines part paragraphs, indented lines are
shown as they are, '- ' begins a list item. 'OPTIONS' alone on a line is replaced
by the command's options."""
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def escape(s):
    s = s.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + s if s[:1] in ".'" else s


def inline(s):
    s = escape(s)
    return re.sub(r"`([^`]+)`", r"\\fB\1\\fR", s)


def options_of(gazmap, command):
    text = subprocess.run([gazmap, command, "--help-all"], check=True,
                          stdout=subprocess.PIPE).stdout.decode()
    out, started = [], False
    for line in text.splitlines():
        if re.match(r"^\S.*Options:$", line) or re.match(r"^\S.*options$", line):
            started = not line.startswith("Help")
            continue
        m = re.match(r"^  (-\S.*?)(?:\s{2,}(.*))?$", line)
        if started and m:
            out += [".TP", "\\fB" + escape(m.group(1)) + "\\fR", inline(m.group(2) or "")]
        elif started and line.startswith("      ") and out:
            out.append(inline(line.strip()))
    return out


def page(gazmap, name):
    with open(os.path.join(HERE, name)) as f:
        lines = f.read().splitlines()
    stem, section = name[:-3].rsplit(".", 1)
    version = subprocess.run([gazmap, "--version"], check=True,
                             stdout=subprocess.PIPE).stdout.decode().split("\n")[0]
    out = ['.TH "%s" "%s" "" "%s" ""' % (stem.upper(), section, version)]
    shown = False
    for line in lines:
        code = line.startswith("    ")
        if shown and not code and line:
            out.append(".EE\n.RE")
            shown = False
        if line.startswith("# "):
            out.append(".SH " + line[2:])
        elif line == "OPTIONS":
            out += options_of(gazmap, stem.split("-", 1)[1])
        elif code:
            if not shown:
                out.append(".RS 4\n.EX")
                shown = True
            out.append(escape(line[4:]))
        elif line.startswith("- "):
            out += [".IP \\(bu 2", inline(line[2:])]
        elif not line:
            out.append("" if shown else ".PP")
        else:
            out.append(inline(line))
    if shown:
        out.append(".EE\n.RE")
    return stem, section, "\n".join(out) + "\n"


def main():
    gazmap, folder = sys.argv[1:3]
    for name in sorted(n for n in os.listdir(HERE) if n.endswith(".md")):
        stem, section, text = page(gazmap, name)
        target = os.path.join(folder, "man" + section)
        os.makedirs(target, exist_ok=True)
        with open(os.path.join(target, "%s.%s" % (stem, section)), "w") as f:
            f.write(text)


if __name__ == "__main__":
    main()
