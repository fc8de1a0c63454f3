"""A PostgreSQL of the machine's own programs, with the durability it has by default, for as long as it is measured."""
import os
import pathlib
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile

BENCH = pathlib.Path(__file__).resolve().parent
# What is due at a rate begins with new connections.
SECONDS_NOT_COUNTED = 5


class Postgres:
    def __init__(self, folder, settings=""):
        self.data = folder / "postgres"
        self.settings = settings
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def __enter__(self):
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            os.chmod(self.data.parent, 0o755)
            self.data.mkdir()
            shutil.chown(self.data, "postgres")
        self._run("initdb", "-U", "postgres", "-A", "trust", "-D", self.data)
        options = f"-p {self.port} -k {self.data} -h 127.0.0.1 {self.settings}"
        self._run("pg_ctl", "-D", self.data, "-l", self.data / "log", "-o", options, "-w", "start")
        return self

    def __exit__(self, *_):
        self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")

    def sql(self, statement):
        """Runs it and returns what it prints."""
        return self._run("psql", self.url, "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement).strip()

    def version(self):
        return "PostgreSQL " + self.sql("show server_version").split()[0]

    def pgbench(self, script, seconds, clients, *options):
        """Transactions per second, statements prepared."""
        out = self._run("pgbench", self.url, "-n", "-M", "prepared", "-c", clients, "-j", 2, "-T", seconds,
                        "-f", BENCH / script, *options)
        return float(re.search(r"tps = ([\d.]+)", out).group(1))

    def pgbench_at(self, rate, script, seconds, clients):
        """Milliseconds that transactions take which come at this rate, since each was due: median and percentile 99, 99.9."""
        with tempfile.TemporaryDirectory() as logs:
            os.chmod(logs, 0o777)
            self.pgbench(script, SECONDS_NOT_COUNTED + seconds, clients, "-R", round(rate), "-l", "--log-prefix", f"{logs}/log")
            lines = [list(map(int, line.split())) for log in pathlib.Path(logs).iterdir() for line in log.read_text().splitlines()]
        ended = [(second * 1_000_000 + micros, micros_taken) for _, _, micros_taken, _, second, micros, *_ in lines]
        begin = min(ended)[0] + SECONDS_NOT_COUNTED * 1_000_000
        taken = sorted(micros / 1000 for end, micros in ended if end >= begin)
        return {name: taken[int(len(taken) * share)] for name, share in (("p50", 0.5), ("p99", 0.99), ("p999", 0.999))}

    def _run(self, program, *arguments):
        command = [str(self._path(program)), *map(str, arguments)]
        demoted = {"user": pwd.getpwnam("postgres").pw_uid, "cwd": "/"} if os.geteuid() == 0 else {}
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **demoted)
        if done.returncode != 0:
            sys.exit(f"{program} failed: {done.stderr}")
        return done.stdout

    @staticmethod
    def _path(program):
        versions = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda it: float(it.parent.name))
        for folder in [*reversed(versions), *map(pathlib.Path, os.get_exec_path())]:
            if (folder / program).exists():
                return folder / program
        sys.exit(f"{program} is missing: install PostgreSQL, on Debian by apt-get install postgresql.")
