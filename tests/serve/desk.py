"""What the tests of the server share: a store, a server on loopback, and a client that can be rude."""
import contextlib, http.client, json, os, re, signal, socket, subprocess, tempfile, time, urllib.parse

dateline = os.environ["DATELINE"]

SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>'
ARTICLES = [
    {"id": "a", "url": "https://one.example/a", "title": "Kenya thanks Japan " + SCRIPT, "published": "2024-05-03",
     "text": f"NAIROBI, May 3 (Reuters) - Kenya thanked Japan for the bridge on Thursday. Japan praised Kenya. {SCRIPT} Police in Nairobi "
             "arrested two men on Thursday."},
    {"id": "b", "url": "https://two.example/b", "title": "Kenya thanks Japan", "published": "2024-05-04",
     "text": "NAIROBI, May 3 (Reuters) - Kenya thanked Japan for the bridge on Thursday. Japan praised Kenya. Police in Nairobi "
             "arrested three men on Thursday."},
    {"id": "c", "url": "https://three.example/c?q=%27%3B--", "title": "Robert'); DROP TABLE articles;--", "published": "2024-06-01",
     "text": "KYIV, June 1 - Russian forces shelled Kharkiv on Friday. Ukraine condemned Russia. Germany promised Ukraine aid."},
]


def make_store(folder, extra=None):
    """A store of the articles above and of generated records (a file), if any."""
    path = os.path.join(folder, "news.db")
    lines = os.path.join(folder, "articles.jsonl")
    with open(lines, "w", encoding="utf-8") as out:
        for article in ARTICLES:
            out.write(json.dumps(article) + "\n")
    subprocess.run([dateline, "read", lines, "--store", path], check=True, stderr=subprocess.DEVNULL)
    if extra:
        subprocess.run([dateline, "read", "-f", "records", extra, "--store", path], check=True, stderr=subprocess.DEVNULL)
    return path


def query(store, *options):
    return subprocess.run([dateline, "query", store, *options], check=True, capture_output=True).stdout


class Server:
    def __init__(self, store, *options):
        self.process = subprocess.Popen([dateline, "serve", "--store", store, "--port", "0", *options], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://([^/]*):(\d+)/", line)
        if not found:
            raise RuntimeError(f"no address: {line!r} {self.process.stderr.read()!r}")
        self.port = int(found.group(2))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.status = self.stop()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=60)
        self.process.stdout.close()
        self.process.stderr.close()
        return status

    def ask(self, path, method="GET", body=None, **headers):
        """-> status, headers, bytes. Header names have _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return response.status, response.headers, response.read()

    def json(self, path, **headers):
        status, _, body = self.ask(path, **headers)
        assert status == 200, (path, status, body[:400])
        return json.loads(body)

    def raw(self, data, timeout=30):
        """Sends bytes as they are and reads until the server closes or says nothing for so long."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            received = b""
            with contextlib.suppress(ConnectionError, TimeoutError):
                connection.sendall(data)
                while piece := connection.recv(65536):
                    received += piece
            return received

    def pages(self, path, what, limit):
        """All rows of a list, page by page."""
        rows, cursor = [], None
        while True:
            page = self.json(path + ("&" if "?" in path else "?") + f"limit={limit}" + (f"&cursor={cursor}" if cursor else ""))
            assert len(page[what]) <= limit
            rows += page[what]
            cursor = page["next"]
            if not cursor:
                return rows


def quoted(**filters):
    return urllib.parse.urlencode(filters)
