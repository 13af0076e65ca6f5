"""doc/clusters.md is true: each block is run as it stands on the engine it names, and gives
what one worker gives, byte for byte. An engine that is not installed is a skip with its
reason; Spark, which Debian does not package, is replaced by what its pipe() does."""
import ast
import getpass
import glob
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "docs"))
import blocks

PAGE = os.path.join(blocks.SOURCE, "doc", "clusters.md")
SECTIONS = dict(blocks.sections(PAGE))
SYSTEM_PYTHON = "/usr/bin/python3"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(ready, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ready():
            return True
        time.sleep(0.2)
    return False


def read(path):
    with open(path, "rb") as f:
        return f.read()


class Cluster(unittest.TestCase):
    def setUp(self):
        self.folder = blocks.scratch(self)
        blocks.run_section(self, SECTIONS["The input"], self.folder)
        lines = read(self.path("articles.ndjson"))
        # enough for several parts, with marks of order and lines that are faulty
        more = b"".join(line.replace(b'{"id": "', b'{"id": "%d ' % i) + b"\n" for i in range(6)
                        for line in lines.splitlines()) + b'{"id": "bad"\n' + lines
        with open(self.path("articles.ndjson"), "wb") as f:
            f.write(more)
        with open(self.path("articles.ndjson"), "rb") as f:
            self.wanted = subprocess.run([blocks.GAZMAP, "worker", "--ask", "places"], stdin=f,
                                         stdout=subprocess.PIPE, check=True).stdout
        self.assertEqual(self.wanted.count(b"\n"), more.count(b"\n"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def need(self, *programs):
        for p in programs:
            if not shutil.which(p, path=os.environ["PATH"] + ":/usr/sbin:/sbin"):
                self.skipTest(p + " is not here")

    def daemon(self, *command, **kw):
        """Started now, ended with the test."""
        log = open(self.path(os.path.basename(command[0]) + ".log"), "wb")
        self.addCleanup(log.close)
        p = subprocess.Popen(command, stdout=log, stderr=log, **kw)

        def end():
            p.terminate()
            try:
                p.wait(10)
            except subprocess.TimeoutExpired:
                p.kill()
                p.wait()
        self.addCleanup(end)
        return p

    def logs(self):
        return "".join("%s:\n%s\n" % (os.path.basename(p), read(p).decode(errors="replace")[-1500:])
                       for p in glob.glob(self.path("*.log")))


class Parallel(Cluster):
    def test_all_cores(self):
        self.need("parallel")
        blocks.run_section(self, SECTIONS["One machine, all cores"], self.folder)
        self.assertEqual(read(self.path("parallel.ndjson")), self.wanted)

    def start_sshd(self):
        """An sshd of the test's own on a free port; node1 and node2 are names for it."""
        self.need("ssh", "ssh-keygen", "sshd")
        port, user = free_port(), getpass.getuser()
        for key in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.path(key)],
                           check=True)
        shutil.copy(self.path("user.pub"), self.path("authorized"))
        with open(self.path("sshd_config"), "w") as f:
            f.write(f"Port {port}\nListenAddress 127.0.0.1\nHostKey {self.path('host')}\n"
                    f"AuthorizedKeysFile {self.path('authorized')}\nStrictModes no\nUsePAM no\n"
                    f"PasswordAuthentication no\nPidFile none\nMaxStartups 50\n"
                    f"SetEnv PATH={os.path.dirname(blocks.GAZMAP)}:/usr/bin:/bin\n")
        with open(self.path("ssh_config"), "w") as f:
            f.write(f"Host node1 node2\n HostName 127.0.0.1\n Port {port}\n User {user}\n"
                    f" IdentityFile {self.path('user')}\n IdentitiesOnly yes\n LogLevel ERROR\n"
                    f" StrictHostKeyChecking no\n UserKnownHostsFile {self.path('known')}\n")
        if os.getuid() == 0:
            os.makedirs("/run/sshd", exist_ok=True)
        self.daemon("/usr/sbin/sshd", "-D", "-e", "-f", self.path("sshd_config"))
        ssh = ["ssh", "-F", self.path("ssh_config"), "node1", "gazmap", "--version"]
        if not wait_for(lambda: subprocess.run(ssh, stdout=subprocess.DEVNULL,
                                               stderr=subprocess.DEVNULL).returncode == 0, 15):
            self.skipTest("no sshd can be run here: " + self.logs())

    def test_many_machines(self):
        self.need("parallel")
        self.start_sshd()
        text = SECTIONS["Many machines by ssh"].replace(
            "parallel --pipe", "parallel --ssh 'ssh -F %s' --pipe" % self.path("ssh_config"))
        blocks.run_section(self, text, self.folder)
        self.assertEqual(read(self.path("hosts.ndjson")), self.wanted)


class Slurm(Cluster):
    def start_slurm(self):
        """munged, slurmctld and slurmd of the test's own: one node, this machine."""
        self.need("sbatch", "slurmctld", "slurmd", "munged")
        if os.getuid() != 0:
            self.skipTest("only root can run a cluster of its own here")
        os.chmod(self.folder, 0o755)
        host = socket.gethostname().split(".")[0]
        with open(self.path("munge.key"), "wb") as f:
            f.write(os.urandom(128))
        os.chmod(self.path("munge.key"), 0o400)
        munge = self.path("munge.socket")
        self.daemon("/usr/sbin/munged", "--foreground", "--force", "--key-file",
                    self.path("munge.key"), "--socket", munge, "--pid-file", self.path("munge.pid"),
                    "--seed-file", self.path("munge.seed"), "--log-file", self.path("munged.txt"))
        for name in ("state", "spool"):
            os.mkdir(self.path(name))
        cores = os.cpu_count()
        with open(self.path("slurm.conf"), "w") as f:
            f.write(f"ClusterName=one\nSlurmctldHost={host}(127.0.0.1)\nSlurmUser=root\n"
                    f"SlurmctldPort={free_port()}\nSlurmdPort={free_port()}\n"
                    f"AuthType=auth/munge\nAuthInfo=socket={munge}\nCredType=cred/munge\n"
                    f"StateSaveLocation={self.path('state')}\nSlurmdSpoolDir={self.path('spool')}\n"
                    f"SlurmctldPidFile={self.path('c.pid')}\nSlurmdPidFile={self.path('d.pid')}\n"
                    "ProctrackType=proctrack/linuxproc\nTaskPlugin=task/none\nReturnToService=2\n"
                    "SelectType=select/cons_tres\nSelectTypeParameters=CR_Core_Memory\n"
                    "JobAcctGatherType=jobacct_gather/none\nAccountingStorageType="
                    "accounting_storage/none\nSwitchType=switch/none\nMpiDefault=none\n"
                    "SchedulerParameters=sched_interval=1,batch_sched_delay=0\n"
                    f"NodeName={host} NodeAddr=127.0.0.1 CPUs={cores} RealMemory=2000 State=UNKNOWN\n"
                    f"PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP\n")
        env = dict(os.environ, SLURM_CONF=self.path("slurm.conf"))
        if not wait_for(lambda: os.path.exists(munge), 10):
            self.skipTest("munged does not run here: " + self.logs())
        self.daemon("/usr/sbin/slurmctld", "-D", "-c", env=env)
        self.daemon("/usr/sbin/slurmd", "-D", "-N", host, env=env)

        def idle():
            r = subprocess.run(["sinfo", "-h", "-o", "%T"], env=env, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
            return b"idle" in r.stdout
        if not wait_for(idle, 40):
            self.skipTest("slurm does not run here: " + self.logs())
        return env

    def test_array(self):
        env = self.start_slurm()
        for name, value in env.items():
            if name.startswith("SLURM"):
                os.environ[name] = value
                self.addCleanup(os.environ.pop, name)
        blocks.run_section(self, SECTIONS["Slurm"], self.folder)
        self.assertEqual(len(glob.glob(self.path("part-*.ndjson"))), 4)
        self.assertEqual(read(self.path("slurm.ndjson")), self.wanted)
        os.unlink(self.path("part-00002.ndjson"))  # as if one task had failed: only it works
        before = {p: os.stat(p).st_mtime_ns for p in glob.glob(self.path("part-*.ndjson"))}
        blocks.run_section(self, SECTIONS["Slurm"], self.folder)
        self.assertEqual(read(self.path("slurm.ndjson")), self.wanted)
        self.assertEqual({p: os.stat(p).st_mtime_ns for p in before}, before)


class Dask(Cluster):
    def test_bag(self):
        if subprocess.run([SYSTEM_PYTHON, "-c", "import dask, distributed"],
                          stderr=subprocess.DEVNULL).returncode:
            self.skipTest("python3-distributed is not here")
        text = SECTIONS["Dask"].replace("python3 dask_places.py",
                                        f"{SYSTEM_PYTHON} dask_places.py")
        blocks.run_section(self, text, self.folder)
        self.assertEqual(read(self.path("dask.ndjson")), self.wanted)


class Spark(Cluster):
    """Without Spark: what PySpark's RDD.pipe does, by its documentation. The command is split
    as a shell would, run once a partition, also an empty one; each element is written as
    UTF-8 without its line breaks at the end, and one line break; what comes back is split in
    lines; a status other than 0 is an error with checkCode."""

    @staticmethod
    def pipe(command, partition, check_code):
        p = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE)

        def feed():
            try:
                for element in partition:
                    p.stdin.write((str(element).rstrip("\n") + "\n").encode("utf-8"))
            except BrokenPipeError:
                pass
            p.stdin.close()
        feeder = threading.Thread(target=feed)
        feeder.start()
        out = [line.rstrip(b"\n").decode("utf-8") for line in p.stdout]
        feeder.join()
        p.stdout.close()
        if p.wait() and check_code:
            raise RuntimeError(f"Pipe function `{command}' exited with error code {p.returncode}")
        return out

    def call(self):
        """The command and checkCode that the page's program gives to pipe()."""
        program = dict((info.split()[-1], body) for info, body in
                       blocks.blocks(SECTIONS["Apache Spark"]))["spark_places.py"]
        for node in ast.walk(ast.parse(program)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "pipe":
                return node.args[0].value, any(k.arg == "checkCode" and k.value.value
                                               for k in node.keywords)
        self.fail("the page's program pipes nothing")

    def setUp(self):
        super().setUp()
        path = os.environ["PATH"]
        os.environ["PATH"] = os.path.dirname(blocks.GAZMAP) + ":" + path
        self.addCleanup(os.environ.__setitem__, "PATH", path)

    def test_partitions(self):
        command, check_code = self.call()
        lines = read(self.path("articles.ndjson")).decode().splitlines()
        for n in (1, 3, 5):
            parts = [lines[i * len(lines) // n:(i + 1) * len(lines) // n] for i in range(n)]
            answers = [a for part in parts + [[]] for a in self.pipe(command, part, check_code)]
            self.assertEqual("\n".join(answers).encode() + b"\n", self.wanted)

    def test_a_failing_worker_fails_its_task(self):
        command, check_code = self.call()
        self.assertTrue(check_code)
        with self.assertRaises(RuntimeError):
            self.pipe(command + " --theme-of-none x", ["{}"], check_code)


if __name__ == "__main__":
    unittest.main()
