#!/usr/bin/env python3
"""What rude and broken clients send. Each is refused, or shown as text, and the server goes on. Environment: DATELINE."""
import contextlib, http.client, json, random, re, socket, subprocess, tempfile, threading, time, unittest, urllib.parse

import desk
from desk import SCRIPT, Server


def get(target, *headers):
    return f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{''.join(h + chr(13) + chr(10) for h in headers)}Connection: close\r\n\r\n".encode()


def status_of(answer):
    found = re.match(rb"HTTP/1\.[01] (\d+)", answer)
    return int(found.group(1)) if found else None


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.store = desk.make_store(cls.folder.name)
        cls.server = Server(cls.store, "--patience", "2", "--connections", "64", "--largest-body", "1")

    @classmethod
    def tearDownClass(cls):
        status = cls.server.stop()
        cls.folder.cleanup()
        assert status == 0, status

    def tearDown(self):
        self.assertEqual(self.server.ask("/healthz")[0], 200, "the server is not there any more")

    def refused(self, path, status=400, code=None, **options):
        got, headers, body = self.server.ask(path, **options)
        self.assertEqual(got, status, (path, body[:300]))
        error = json.loads(body)["error"]
        self.assertEqual(headers["Content-Type"], "application/json")
        if code:
            self.assertEqual(error["code"], code)
        return error

    def test_traversal(self):
        for target in ["/../../etc/passwd", "/assets/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd",
                       "/assets/%00", "/etc/passwd", "/v1/articles/..%2f..%2fetc%2fpasswd", "/v1/incidents/%2e%2e", "/v1/../v1/overview/../..",
                       "/assets/" + "../" * 500, "file:///etc/passwd", "http://localhost/etc/passwd", "/.git/config"]:
            answer = self.server.raw(get(target))
            self.assertIn(status_of(answer), (400, 404), (target, answer[:200]))
            self.assertNotIn(b"root:", answer)

    def test_bad_encoding(self):
        for query in ["text=%", "text=%4", "text=%zz", "text=%00", "text=a%00b", "text=%ff%fe", "text=%c3%28", "%zz=1", "type=%ed%a0%80"]:
            self.refused("/v1/incidents?" + query, code="bad_encoding")
        for path in ["/v1/entities/%zz", "/v1/entities/%00", "/v1/entities/%ff"]:
            self.refused(path, 404)
        # A zero byte as it is ends the target, for the library; what is behind it is not looked at.
        self.assertEqual(status_of(self.server.raw(get("/v1/nothing\0/../../etc/passwd"))), 404)

    def test_bad_filters(self):
        for query, parameter in [("type=DANCE", "type"), ("type=ASSAULT,DANCE", "type"), ("mode=waltz", "mode"), ("status=maybe", "status"),
                                 ("country=Narnia", "country"), ("quad=5", "quad"), ("quad=4x", "quad"), ("box=1,2,3", "box"),
                                 ("box=nan,0,1,1", "box"), ("box=0,0,inf,1", "box"), ("from=yesterday", "from"), ("to=2023-02-30", "to"),
                                 ("dyad=RUS", "dyad"), ("sources=-1", "sources"), ("sources=99999999999", "sources"),
                                 ("text=" + "x" * 1001, "text"), ("limit=0", "limit"), ("limit=501", "limit"), ("limit=1e9", "limit"),
                                 ("order=random", "order"), ("quad=1&quad=2", "quad"), ("colour=red", "colour"), ("Type=ASSAULT", "Type")]:
            error = self.refused("/v1/incidents?" + query)
            self.assertEqual(error["parameter"], parameter, query)
        self.assertIn("ASSAULT", self.refused("/v1/incidents?type=ASSALT")["message"])
        self.assertIn("UKR", self.refused("/v1/incidents?country=Ukraine")["message"])
        # The same words on the command line.
        told = subprocess.run([desk.dateline, "query", self.store, "--type", "ASSALT"], capture_output=True, text=True)
        self.assertEqual((told.returncode, told.stderr), (2, "dateline: --type ASSALT: no such type; the nearest are ASSAULT, CONSULT, AGREE\n"))
        self.assertEqual(told.stderr.split("--")[1].strip(), self.refused("/v1/incidents?type=ASSALT")["message"])

    def test_sql(self):
        total = self.server.json("/v1/overview")["total"]
        self.assertGreater(total, 0)
        for text in ["' OR 1=1 --", "'; DROP TABLE incidents; --", '" OR "1"="1', "x') UNION SELECT record FROM articles --", "\\'; --", "%27%20OR%201=1",
                     "words MATCH 'a'", "NEAR(a b)", "a* OR b", "title:kenya", "(((", '"' * 50, "^kenya", "{title body}: x", "-kenya", "*"]:
            for name in ["actor", "recipient", "party", "publisher", "text", "cameo"]:
                page = self.server.json("/v1/incidents?" + urllib.parse.urlencode({name: text}))
                self.assertLess(page["total"], total, (name, text))
            self.server.json("/v1/search?" + urllib.parse.urlencode({"q": text}))
            self.server.json("/v1/entities?" + urllib.parse.urlencode({"q": text}))
        self.assertEqual(self.server.json("/v1/overview")["total"], total)

    def test_scripts_stay_text(self):
        article = self.server.json("/v1/articles?publisher=one.example")
        some = self.server.json("/v1/search?q=alert")["articles"]
        self.assertTrue(some)
        record = self.server.json(f"/v1/articles/{some[0]['id']}")["record"]
        self.assertIn(SCRIPT, record["text"])
        for path in [f"/v1/articles/{some[0]['id']}", "/v1/search?q=alert", "/v1/incidents", "/v1/events", "/v1/articles",
                     "/v1/incidents?text=" + urllib.parse.quote(SCRIPT), "/v1/<script>", "/v1/incidents?<script>=1", "/v1/incidents?type=<script>"]:
            status, headers, body = self.server.ask(urllib.parse.quote(path, safe="/?=&%"))
            self.assertEqual(headers["Content-Type"], "application/json", path)
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            json.loads(body)
        for form in ["atom", "graphml", "gexf"]:
            body = self.server.ask(f"/v1/incidents?format={form}")[2]
            self.assertNotIn(b"<script", body.replace(b"&lt;script", b""))
        del article

    def test_cursors(self):
        path = "/v1/incidents?limit=1"
        good = self.server.json(path)["next"]
        self.server.json(f"{path}&cursor={good}")
        rng = random.Random(1)
        bad = ["x", "0" * len(good), good[:-1], good + "0", good.upper(), "%00", "../../etc/passwd", "' OR 1=1", "9" * 5000]
        for _ in range(200):
            at = rng.randrange(len(good))
            changed = good[:at] + rng.choice("0123456789abcdefghijklmnopqrstuv") + good[at + 1:]
            if changed != good:
                bad.append(changed)
        for cursor in bad:
            self.assertEqual(self.server.ask(path + "&cursor=" + urllib.parse.quote(cursor))[0], 400, cursor)
        for other in ["/v1/incidents?limit=1&quad=1", "/v1/incidents?limit=1&order=day", "/v1/events?limit=1", "/v1/articles?limit=1"]:
            self.refused(f"{other}&cursor={good}", code="bad_cursor")

    def test_methods_hosts_origins(self):
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]:
            self.refused("/v1/incidents", 405, method=method, body=b"" if method in ("POST", "PUT", "PATCH") else None)
        self.refused("/v1/read", 405)
        self.assertIn(status_of(self.server.raw(b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", 3)), (400, 405, 501))
        status, headers, body = self.server.ask("/v1/overview", "HEAD")
        self.assertEqual((status, body), (200, b""))
        self.assertGreater(int(headers["Content-Length"]), 10)
        for host in ["evil.example", "evil.example:80", "localhost.evil.example", "[::2]", "127.0.0.2"]:
            self.refused("/v1/overview", 421, Host=host)
        self.refused("/v1/read", 403, method="POST", body=b"Kenya thanked Japan.", Origin="https://evil.example", Content_Type="text/plain")
        self.refused("/v1/overview", 403, Origin="null")
        here = f"127.0.0.1:{self.server.port}"
        self.assertEqual(self.server.ask("/v1/overview", Origin="http://" + here, Host=here)[0], 200)

    def test_bad_bodies(self):
        for body in [b"{", b'{"text": 1}\n', b"[]\n", b"\xff\xfe\x00\n" * 10, b'{"id":"x"}\n', b"null\n", b'{"text":"' + b"[" * 1000]:
            status, _, answer = self.server.ask("/v1/read", "POST", body, Content_Type="application/x-ndjson")
            self.assertEqual(status, 200)
            answer = json.loads(answer)
            self.assertTrue(answer["failures"] and not answer["records"], body)
        for body in [b"WARC/1.0\r\n", b"no archive", b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n", b"\x1f\x8b\x08\0" + b"\xff" * 100]:
            self.assertEqual(self.server.ask("/v1/read", "POST", body, Content_Type="application/warc")[0], 200)
        deep = b"<div>" * 100_000
        self.assertIn(self.server.ask("/v1/read", "POST", deep, Content_Type="text/html")[0], (200, 400))

    def test_huge_bodies(self):
        error = self.refused("/v1/read", 413, method="POST", body=b"a" * (2 << 20), Content_Type="text/plain")
        self.assertEqual(error["code"], "too_large")
        # Announced and never sent: refused from the head alone.
        head = b"POST /v1/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 99999999999\r\n\r\n"
        self.assertEqual(status_of(self.server.raw(head, 5)), 413)
        # In pieces, without saying how much it will be.
        pieces = b"POST /v1/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
        pieces += (b"10000\r\n" + b"a" * 0x10000 + b"\r\n") * 40 + b"0\r\n\r\n"
        self.assertEqual(status_of(self.server.raw(pieces, 5)), 413)
        self.refused("/v1/incidents", 413, method="GET", body=b"x" * 100)

    def test_huge_heads(self):
        for request in [get("/" + "a" * 100_000), get("/v1/incidents?text=" + "a" * 100_000), get("/", "X-Long: " + "a" * 100_000),
                        get("/", *[f"X-{i}: y" for i in range(20_000)])]:
            answer = self.server.raw(request, 5)
            self.assertIn(status_of(answer), (400, 413, 414, 431, None), answer[:100])

    def test_not_http(self):
        rng = random.Random(2)
        for data in [b"\0" * 100, b"\x16\x03\x01\x02\0\x01\0", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n" * 1000, b"GET / HTTP/1.1\r\n\r\n",
                     b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
                     b"POST /v1/read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
                     b"POST /v1/read HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
                     bytes(rng.randrange(256) for _ in range(5000))]:
            answer = self.server.raw(data, 5)
            self.assertIn(status_of(answer), (None, 400, 404, 405, 413, 415, 421, 501, 505), answer[:200])

    def test_slow_clients(self):
        """Heads and bodies that come a byte at a time end with their connections; others do not notice."""
        begins = [b"GET /v1/incidents HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
                  b"POST /v1/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\n", b""]
        slow = []
        for i in range(30):
            connection = socket.create_connection(("127.0.0.1", self.server.port))
            connection.sendall(begins[i % 3])
            slow.append(connection)
        alive = set(range(30))
        begun = time.monotonic()
        while alive and time.monotonic() - begun < 60:
            self.assertEqual(self.server.ask("/v1/incidents?limit=1")[0], 200)
            for i in list(alive):
                try:
                    if begins[i % 3]:
                        slow[i].send(b"a")
                    slow[i].setblocking(False)
                    with contextlib.suppress(BlockingIOError):
                        if slow[i].recv(1000) == b"":
                            raise ConnectionError
                    slow[i].setblocking(True)
                except OSError:
                    alive.discard(i)
            time.sleep(0.2)
        for connection in slow:
            connection.close()
        self.assertEqual(alive, set())

    def test_too_many_connections(self):
        """More than there may be wait; those that say nothing are closed, and then others have their turn."""
        idle = [socket.create_connection(("127.0.0.1", self.server.port)) for _ in range(150)]
        self.assertEqual(self.server.ask("/v1/incidents?limit=1")[0], 200)
        for connection in idle:
            connection.close()

    def test_slow_readers(self):
        """Who asks and does not read what comes is dropped, also from an export that would fill his side."""
        slow = []
        for i in range(40):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            connection.connect(("127.0.0.1", self.server.port))
            connection.sendall(get("/v1/articles?format=jsonl" if i % 2 else "/v1/events"))
            slow.append(connection)
        self.assertEqual(self.server.ask("/v1/incidents?format=csv")[0] in (200, 503), True)
        for connection in slow:
            connection.close()

    def test_pipelined(self):
        answer = self.server.raw(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20 + get("/healthz"))
        self.assertEqual(answer.count(b'{"status":"ok"}'), 21)


class Rates(unittest.TestCase):
    def test_rate(self):
        with tempfile.TemporaryDirectory() as folder, Server(desk.make_store(folder), "--rate", "1") as server:
            answers = [server.ask("/healthz") for _ in range(40)]
            self.assertEqual(answers[0][0], 200)
            refused = [a for a in answers if a[0] == 429]
            self.assertGreater(len(refused), 20)
            self.assertGreaterEqual(int(refused[0][1]["Retry-After"]), 1)

    def test_stop_in_the_middle(self):
        """A signal ends it with status 0 while requests, streams and half a request are there."""
        with tempfile.TemporaryDirectory() as folder:
            server = Server(desk.make_store(folder))
            held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(3)]
            held[0].sendall(b"GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
            held[1].sendall(b"GET /v1/incidents HTTP/1.1\r\nHo")
            threads = [threading.Thread(target=lambda: server.raw(get("/v1/overview") )) for _ in range(20)]
            for thread in threads:
                thread.start()
            self.assertEqual(server.stop(), 0)
            for thread in threads:
                thread.join()
            for connection in held:
                connection.close()


class Starting(unittest.TestCase):
    def test_faults(self):
        with tempfile.TemporaryDirectory() as folder:
            store = desk.make_store(folder)
            with Server(store) as server:
                cases = [["--store", folder + "/missing.db"], ["--store", store, "--port", str(server.port)], ["--store", store, "--host", "no.such.host.invalid"],
                         ["--store", store, "--api-key-file", folder + "/missing"], ["--store", store, "--port", "99999"], []]
                for options in cases:
                    ended = subprocess.run([desk.dateline, "serve", *options], capture_output=True, text=True)
                    self.assertEqual(ended.returncode, 2, options)
                    self.assertTrue(ended.stderr)


if __name__ == "__main__":
    unittest.main()
