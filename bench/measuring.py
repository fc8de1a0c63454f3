"""What the programs of this folder share: servers, load, and a word on the machine."""
import concurrent.futures
import contextlib
import hashlib
import json
import os
import pathlib
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from postgres import SECONDS_NOT_COUNTED, Postgres

BENCH = pathlib.Path(__file__).resolve().parent
ROOT = BENCH.parent
JAR = ROOT / "server/target/server-1.0.0-exec.jar"
PORT = 18080
MANAGEMENT_PORT = 18090
TOKEN = "dz_" + "b" * 48
BUSINESS = "01940000-0000-7000-8000-0000000000b0"
VALID = json.dumps({
    "name": "Acme Corp", "email": "billing@acme.com", "address": "1 Main Street, Springfield", "phone": "+1 555 0100",
    "credit_limit_cents": 500000, "notes": "Pays on the first of the month.", "status": "active"})
INVALID = json.dumps({
    "name": "", "email": "billing@", "credit_limit_cents": -1, "status": "gone", "phone": "5" * 51})
CREATED, REFUSED = (201,), (400, 422)
HEADERS = {"Authorization": "Bearer " + TOKEN, "x-business-id": BUSINESS, "Content-Type": "application/json"}


class Process:
    """A process that answers HTTP, and how much processor and memory it and its children take."""

    def __init__(self, name, port, command, environment, folder, log):
        self.name, self.log = name, log
        self.url = f"http://127.0.0.1:{port}/api/v1/customers"
        self.started = time.monotonic()
        with open(log, "ab") as out:
            # Nothing else of the caller's environment, which may set what is measured.
            inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
            self.process = subprocess.Popen(command, env={**inherited, **environment, "PORT": str(port)}, cwd=folder,
                                            stdout=out, stderr=subprocess.STDOUT, start_new_session=True)

    def seconds_to_first(self, status):
        """From the start of the process to its first answer of this status."""
        while True:
            if self.process.poll() is not None:
                sys.exit(f"{self.name} ended: {self.log.read_text()[-2000:]}")
            try:
                answered = self.status_of(VALID)
            except OSError:
                answered = None
            if answered == status:
                return time.monotonic() - self.started
            if answered not in (None, 503):
                sys.exit(f"{self.name} answered {answered}, not {status}: {self.log.read_text()[-2000:]}")
            time.sleep(0.01)

    def status_of(self, body):
        """What it answers to that body."""
        request = urllib.request.Request(self.url, body.encode(), HEADERS, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def _pids(self):
        found = [self.process.pid]
        for pid in found:
            found += [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return found

    def cpu_seconds(self):
        ticks = 0
        for pid in self._pids():
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def resident_mb(self):
        return sum(int(line.split()[1]) for pid in self._pids()
                   for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
                   if line.startswith("VmRSS")) / 1024

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)


class Bench:
    """A folder, a PostgreSQL in it and the server, extracted and with its AOT cache, on that PostgreSQL."""

    def __init__(self, folder, database, heap, java_options, started):
        self.folder, self.database = folder, database
        self.home = folder / "customers"
        self.started = started
        if not JAR.exists():
            say("Building the server")
            subprocess.run(["mvn", "-q", "-B", "-pl", "server", "-am", "-DskipTests", "package"], cwd=ROOT, check=True)
        say("Extracting the jar and making its AOT cache")
        done = subprocess.run([str(ROOT / "hosting/extract"), str(JAR), str(self.home)], capture_output=True, text=True,
                              env={**os.environ, "JAVA_HOME": str(pathlib.Path(java()).parents[1])})
        if done.returncode != 0:
            sys.exit(f"hosting/extract failed: {done.stdout}{done.stderr}")
        self.command = [java(), "@jvm.options"] + ([f"-Xms{heap}", f"-Xmx{heap}"] if heap else []) + java_options.split()
        self.command += ["-jar", "customers.jar"]
        # Its first start makes the tables.
        self.server().seconds_to_first(401)
        self.started[-1].stop()
        database.sql(f"""
            insert into businesses (id, name) values ('{BUSINESS}', 'Bench');
            insert into users (id, email) values ('{BUSINESS}', 'bench@example.com');
            insert into memberships (business_id, user_id, role) values ('{BUSINESS}', '{BUSINESS}', 'owner');
            insert into api_tokens (id, user_id, name, sha256, scopes, expires_at)
              values ('{BUSINESS}', '{BUSINESS}', 'bench', '\\x{hashlib.sha256(TOKEN.encode()).hexdigest()}',
                array['customers:write'], now() + interval '1 day')""")

    def customers(self):
        """How many are stored."""
        return int(self.database.sql("select count(*) from customers"))

    def server(self):
        """Starts the server."""
        return self.process("server", PORT, self.command, self.home, {
            "DATABASE_URL": self.database.url, "RATE_LIMIT_REQUESTS": "off", "MANAGEMENT_PORT": str(MANAGEMENT_PORT)})

    def process(self, name, port, command, folder, environment):
        """Starts something else, which ends with all this."""
        self.started.append(Process(name, port, command, environment, folder, self.folder / f"{name}.log"))
        return self.started[-1]

    def heading(self, what):
        """What was measured where."""
        return (f"{what}, {commit()}. {machine()},"
                f" {self.database.version()} with its default durability, {java_version()}, {wrk_version()}, all of it on one machine."
                f" The server's JVM: `{' '.join(self.command[1:])}`.\n")


@contextlib.contextmanager
def bench(heap="", java_options=""):
    """All that is measured, for as long as it takes."""
    need("wrk", "wrk")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="bench-"))
    started = []
    with Postgres(folder) as database:
        try:
            yield Bench(folder, database, heap, java_options, started)
        finally:
            for process in started:
                process.stop()
    shutil.rmtree(folder)


def wrk(process, seconds, connections, body=VALID, keys=False, refused=False, tolerant=False):
    """As many requests as the connections can send one after the other: throughput, not honest about latency."""
    before = process.cpu_seconds()
    out = subprocess.run(
        ["wrk", "-t2" if connections > 1 else "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s",
         "-s", str(BENCH / "request.lua"), process.url],
        env={**os.environ, "BODY": body, "TOKEN": TOKEN, "BUSINESS": BUSINESS, "KEYS": "yes" if keys else "no"},
        check=True, capture_output=True, text=True).stdout
    found = json.loads(next(line for line in out.splitlines() if line.startswith("JSON"))[5:])
    cpu = process.cpu_seconds() - before
    wrong = not tolerant and (found["refused"] != (found["requests"] if refused else 0)
                              or process.status_of(body) not in (REFUSED if refused else CREATED))
    if found["broken"] or wrong:
        sys.exit(f"{process.name} did not answer as it should: {found}; {process.log.read_text()[-2000:]}")
    return {"rate": found["requests"] / found["seconds"], "p50": found["p50"], "p99": found["p99"],
            "created": found["requests"] - found["refused"], "refused": found["refused"], "cpu": cpu * 1e6 / found["requests"]}


def stored(made, process, seconds, connections, **more):
    """A load of valid bodies, and the rows that it left are counted: at least one for each answer."""
    before = made.customers()
    found = wrk(process, seconds, connections, **more)
    if made.customers() - before < found["created"]:
        sys.exit(f"{process.name} answered {found['created']} times that it created, but stored {made.customers() - before}.")
    return found


def open_load(made, process, rate, seconds, connections):
    """Requests at a fixed rate; latencies since each was due."""
    request = made.folder / "request.http"
    body = VALID.encode()
    head = "".join(f"{name}: {value}\r\n" for name, value in {**HEADERS, "Content-Length": len(body)}.items())
    request.write_bytes(f"POST /api/v1/customers HTTP/1.1\r\nHost: localhost\r\n{head}\r\n".encode() + body)
    histogram = next((made.home / "lib").glob("HdrHistogram-*.jar"))
    found = json.loads(subprocess.run(
        [java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", str(histogram), str(BENCH / "OpenLoad.java"), process.url,
         f"{rate:.0f}", str(seconds), str(SECONDS_NOT_COUNTED), str(connections), str(request)],
        check=True, stdout=subprocess.PIPE, text=True).stdout)
    if set(found["statuses"]) != {"201"}:
        sys.exit(f"{process.name} did not answer as it should: {found}; {process.log.read_text()[-2000:]}")
    return found


def metric(name):
    """What the server itself says, the sum over all labels. Its port opens a moment after the first answer."""
    for _ in range(100):
        with contextlib.suppress(OSError):
            text = urllib.request.urlopen(f"http://127.0.0.1:{MANAGEMENT_PORT}/actuator/prometheus").read().decode()
            break
        time.sleep(0.1)
    else:
        sys.exit(f"The server's management port {MANAGEMENT_PORT} does not answer.")
    return sum(float(line.split()[-1]) for line in text.splitlines() if line.startswith(name))


def warmed_up(server, seconds):
    """Customers created in each second of load from the first one on."""
    def created():
        return metric('http_server_requests_seconds_count{error="none",exception="none",method="POST"')
    counts = [created()]
    with concurrent.futures.ThreadPoolExecutor() as beside:
        load = beside.submit(wrk, server, seconds, 32, tolerant=True)
        start = time.monotonic()
        for second in range(seconds):
            time.sleep(max(0, start + second + 1 - time.monotonic()))
            counts.append(created())
        refused = load.result()["refused"]
    return [after - before for before, after in zip(counts, counts[1:])], refused


def median(rounds, name):
    return statistics.median(one[name] for one in rounds)


def need(program, package):
    if not shutil.which(program):
        sys.exit(f"{program} is missing: install it, on Debian by apt-get install {package}.")


def say(words):
    print(words, file=sys.stderr, flush=True)


def java():
    home = os.environ.get("JAVA_HOME")
    candidates = [pathlib.Path(home) / "bin/java"] if home else []
    candidates += [pathlib.Path(found) for found in [shutil.which("java")] if found]
    candidates += sorted(pathlib.Path("/usr/lib/jvm").glob("*/bin/java"))
    for candidate in candidates:
        if 'version "25' in printed_by(candidate, "-version"):
            return str(candidate)
    sys.exit("No Java 25 was found: set JAVA_HOME to a JDK 25.")


def java_version():
    return "Java " + printed_by(java(), "-version").split("(build ")[1].split(")")[0]


def wrk_version():
    return " ".join(printed_by("wrk", "-v").split()[:2])


def printed_by(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout.strip()


def commit():
    """Of which commit the code is."""
    described = subprocess.run(["git", "-C", str(ROOT), "describe", "--always", "--dirty=, with changes"], capture_output=True,
                               text=True).stdout.strip()
    return "commit " + (described or "unknown")


def machine():
    return f"{os.cpu_count()} processors ({processor()}), {platform.system()} {platform.release().split('-')[0]}"


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.machine()
