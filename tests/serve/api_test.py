#!/usr/bin/env python3
"""The API as a client sees it. Environment: DATELINE (the program), RECORDS (generated records, JSONL), SOURCE (the project)."""
import csv, gzip, http.client, io, json, os, re, subprocess, tempfile, threading, unittest, urllib.parse

import desk
from desk import Server, query, quoted

KEY = "0123456789abcdef0123"
FILTERS = [{}, {"dyad": "BXX>ASX"}, {"dyad": "USA>RUS"}, {"actor": "BXX"}, {"recipient": "ASX"}, {"actor": "BUXOPP"},
           {"party": "ASX", "type": "ASSAULT,COERCE,CONSULT"}, {"party": "dl:name-46-11"}, {"quad": 4}, {"status": "planned,possible"},
           {"status": "happened"}, {"country": "KEN"}, {"from": "2022-01-15"}, {"to": "2022-01-15"}, {"from": "2022-01-12", "to": "2022-01-14"},
           {"sources": 2}, {"box": "10,-170,60,170"}, {"box": "-60,100,60,-100"}, {"text": "Kenya Japan"}, {"publisher": "Paper 0"},
           {"cameo": "0"}, {"party": "Kenya"}, {"text": "Kenya", "publisher": "one.example"}]


def lines(data):
    return [json.loads(line) for line in data.splitlines()]


class Api(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.store = desk.make_store(cls.folder.name, os.environ["RECORDS"])
        cls.server = Server(cls.store)

    @classmethod
    def tearDownClass(cls):
        status = cls.server.stop()
        cls.folder.cleanup()
        assert status == 0, status

    def options(self, filters):
        return [word for name, value in filters.items() for word in (f"--{name}", str(value))]

    def test_every_route(self):
        """Each path of the OpenAPI document answers, and docs/api.md tells of each and of no other."""
        document = self.server.json("/v1/openapi.json")
        some = self.server.json("/v1/incidents?limit=1")["incidents"][0]["incident"]
        copy = next(a["id"] for a in self.server.pages("/v1/articles", "articles", 100) if a["copy_of"] != a["id"])
        values = {"/v1/incidents/{id}": some, "/v1/articles/{id}": copy, "/v1/articles/{id}/changes": copy, "/v1/entities/{id}": "KEN"}
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                if path == "/v1/stream":
                    continue  # never ends; test_stream
                target = path.replace("{id}", str(values.get(path, ""))) + ("?q=Kenya" if path == "/v1/search" else "")
                body = b"Kenya thanked Japan." if method == "post" else None
                status, headers, answer = self.server.ask(target, method.upper(), body, Content_Type="text/plain")
                self.assertEqual(status, 200, (target, answer[:300]))
                self.assertIn(headers["Content-Type"].split(";")[0], operation["responses"]["200"]["content"])
                reference = operation["responses"]["200"]["content"].get("application/json", {}).get("schema", {}).get("$ref")
                if reference:
                    self.check(json.loads(answer), {"$ref": reference}, document, path)
        with open(os.path.join(os.environ["SOURCE"], "docs/api.md"), encoding="utf-8") as docs:
            told = set(re.findall(r"^### `(?:GET|POST) (/[^`?]*)", docs.read(), re.M))
        self.assertEqual(told, set(document["paths"]))

    def check(self, value, schema, document, where):
        """The parts of JSON Schema that the document uses."""
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        for part in schema.get("allOf", []):
            self.check(value, part, document, where)
        if "enum" in schema:
            self.assertIn(value, schema["enum"], where)
        kinds = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}
        named = schema.get("type")
        if named:
            named = [named] if isinstance(named, str) else named
            self.assertTrue(any(isinstance(value, kinds[name]) for name in named), (where, value))
        for name in schema.get("required", []):
            self.assertIn(name, value, where)
        if isinstance(value, dict):
            for name, part in schema.get("properties", {}).items():
                if name in value:
                    self.check(value[name], part, document, f"{where} {name}")
        if isinstance(value, list) and "items" in schema:
            for item in value:
                self.check(item, schema["items"], document, where)

    def test_pages_are_the_query(self):
        """All pages of each order hold what `dateline query` writes."""
        for filters in FILTERS:
            expected = lines(query(self.store, *self.options(filters)))
            for order in ["day", "-day", "-reports", "-sources"]:
                with self.subTest(filters=filters, order=order):
                    path = "/v1/incidents?" + quoted(order=order, **filters)
                    got = self.server.pages(path, "incidents", 37)
                    if order == "day":
                        self.assertEqual(got, expected)
                    elif order == "-day":
                        self.assertEqual(got, expected[::-1])
                    else:
                        counts = [row[order[1:]] for row in got]
                        self.assertEqual(counts, sorted(counts, reverse=True))
                        self.assertEqual(sorted(r["incident"] for r in got), sorted(r["incident"] for r in expected))
                    self.assertEqual(self.server.json(path)["total"], len(expected))

    def test_filters_find_something(self):
        found = [f for f in FILTERS if query(self.store, *self.options(f))]
        self.assertGreater(len(found), len(FILTERS) - 5, found)

    def test_events_and_articles(self):
        for filters in [{}, {"party": "KEN"}, {"text": "Kenya"}]:
            with self.subTest(filters=filters):
                expected = lines(query(self.store, "--what", "reports", *self.options(filters)))
                got = self.server.pages("/v1/events?" + quoted(**filters), "events", 7 if filters else 200)
                for report in got:
                    report.pop("incident"), report.pop("title", None)
                self.assertEqual(sorted(got, key=lambda r: r["event"]), sorted(expected, key=lambda r: r["event"]))
                self.assertEqual(len(set(r["event"] for r in got)), len(got))
                articles = self.server.pages("/v1/articles?" + quoted(**filters), "articles", 23)
                records = query(self.store, "--what", "articles", *self.options(filters)).splitlines()
                self.assertEqual(len(articles), len(records))
                self.assertEqual([a["id"] for a in articles], sorted((a["id"] for a in articles), reverse=True))

    def test_formats_are_the_query(self):
        formats = self.server.json("/v1/formats")
        for entry in formats:
            path = "/v1/articles" if entry["of"] == "articles" else "/v1/incidents"
            status, headers, body = self.server.ask(f"{path}?format={entry['name']}&party=KEN")
            self.assertEqual((status, headers["Content-Type"]), (200, entry["media_type"]))
            self.assertEqual(body, query(self.store, "--format", entry["name"], "--party", "KEN"), entry)
            self.assertIn("attachment", headers["Content-Disposition"])
        for name, accept in [("csv", "text/csv"), ("geojson", "application/geo+json"), ("atom", "application/xml;q=0.1, application/atom+xml"),
                             ("jsonl", "application/x-ndjson")]:
            self.assertEqual(self.server.ask("/v1/incidents", Accept=accept)[2], query(self.store, "--format", name))
        self.assertEqual(self.server.ask("/v1/incidents", Accept="image/png")[0], 406)
        self.assertEqual(self.server.ask("/v1/incidents?format=parchment")[0], 400)
        self.assertEqual(self.server.ask("/v1/events?format=csv")[2], query(self.store, "--what", "reports", "--format", "csv"))
        self.assertEqual(self.server.ask("/v1/articles?format=jsonl")[2], query(self.store, "--what", "articles"))

    def test_counts(self):
        for by in ["type", "dyad,month", "actor,quad", "recipient,status", "country,year", "day"]:
            for filters in [{}, {"actor": "KEN"}, {"from": "2022-01-15", "quad": 4}]:
                expected = subprocess.run([desk.dateline, "stats", self.store, "--by", by, "--format", "csv", *self.options(filters)],
                                          check=True, capture_output=True).stdout
                path = "/v1/stats?" + quoted(by=by, **filters)
                self.assertEqual(self.server.ask(path, Accept="text/csv")[2], expected)
                rows = [row[:-1] + [int(row[-1])] for row in list(csv.reader(io.StringIO(expected.decode())))[1:]]
                counts = self.server.json(path)["counts"]
                self.assertEqual([count["group"] + [count["incidents"]] for count in counts], rows)
        self.assertEqual(self.server.ask("/v1/stats?by=colour")[0], 400)

    def test_overview(self):
        for filters in FILTERS:
            with self.subTest(filters=filters):
                view = self.server.json("/v1/overview?" + quoted(**filters))
                expected = lines(query(self.store, *self.options(filters)))
                self.assertEqual(view["total"], len(expected))
                self.assertEqual(view["events"], sum(i["reports"] for i in expected))
                self.assertEqual(view["undated"] + view.get("before", 0) + sum(sum(t["quads"]) for t in view["timeline"]), len(expected))
                if "type" not in filters:
                    types = {t["type"]: t["incidents"] for t in view["types"]}
                    self.assertEqual(types, {t: sum(i["type"] == t for i in expected) for t in set(i["type"] for i in expected)})
                for dyad in view["dyads"]:
                    self.assertEqual(len(dyad["series"]), len(view["timeline"]))
                    self.assertLessEqual(sum(dyad["series"]), dyad["incidents"])
                ids = {node["id"] for node in view["network"]["nodes"]}
                for edge in view["network"]["edges"]:
                    self.assertTrue(edge["a"] in ids and edge["b"] in ids and sum(edge["quads"]) == edge["incidents"])
        chosen = self.server.json("/v1/overview?type=ASSAULT")
        self.assertEqual(chosen["types"], self.server.json("/v1/overview")["types"])
        self.assertLess(chosen["total"], self.server.json("/v1/overview")["total"])

    def test_one_thing(self):
        page = self.server.json("/v1/incidents?party=KEN&order=-reports&limit=1")
        whole = self.server.json(f"/v1/incidents/{page['incidents'][0]['incident']}")
        self.assertEqual(whole["incident"], page["incidents"][0])
        self.assertEqual(len(whole["reports"]), whole["incident"]["reports"])
        for report in whole["reports"]:
            begin, end = report["words"]["trigger"]
            record = self.server.json(f"/v1/articles/{report['article']}")["record"]
            self.assertIn(report["words"]["text"], record["text"])
            self.assertEqual(report["words"]["text"][begin:end], record["text"][report["trigger"][0]:report["trigger"][1]])
        kenya = self.server.json("/v1/entities?q=keny")["entities"]
        self.assertIn("KEN", [e["id"] for e in kenya])
        one = self.server.json("/v1/entities/KEN")
        self.assertEqual(sum(t["incidents"] for t in one["types"]), one["incidents"])
        for path in ["/v1/incidents/999999999999", "/v1/articles/999999", "/v1/entities/nobody", "/v1/articles/1/changes"]:
            self.assertEqual(self.server.ask(path)[0], 404, path)
        for path in ["/v1/incidents/x", "/v1/incidents/-1", "/v1/articles/99999999999999999999"]:
            self.assertEqual(self.server.ask(path)[0], 400, path)

    def test_changes(self):
        copies = [a for a in self.server.pages("/v1/articles?text=bridge", "articles", 50) if a["copy_of"] != a["id"]]
        changed = self.server.json(f"/v1/articles/{copies[0]['id']}/changes")
        self.assertEqual([json.dumps(changed)], [json.dumps(line) for line in lines(query(self.store, "--what", "changes", "--text", "bridge"))])
        self.assertTrue(any("three" in change["copy"]["text"] for change in changed["changes"]))

    def test_search(self):
        found = self.server.pages("/v1/search?q=bridge", "articles", 1)
        self.assertGreaterEqual(len(found), 2)
        for article in found:
            self.assertTrue(any(piece["hit"] and piece["text"] == "bridge" for piece in article["snippet"]))
        self.assertEqual(self.server.json("/v1/search?q=" + urllib.parse.quote('"; DROP TABLE words; --'))["articles"], [])
        self.assertEqual(self.server.json("/v1/search?q=%22")["articles"], [])
        self.assertEqual(self.server.ask("/v1/search")[0], 400)

    def test_etags(self):
        for path in ["/v1/overview", "/v1/incidents?type=ASSAULT", "/v1/ontology", "/"]:
            status, headers, _ = self.server.ask(path)
            again = self.server.ask(path, If_None_Match=headers["ETag"])
            self.assertEqual((again[0], again[1]["ETag"], again[2]), (304, headers["ETag"], b""))
            self.assertEqual(self.server.ask(path, If_None_Match='"other"')[0], 200)
        self.assertNotEqual(self.server.ask("/v1/incidents")[1]["ETag"], self.server.ask("/v1/incidents?quad=4")[1]["ETag"])
        self.assertIsNone(self.server.ask("/healthz")[1]["ETag"])

    def test_packed(self):
        plain = self.server.ask("/v1/incidents")
        small = self.server.ask("/v1/incidents", Accept_Encoding="gzip, br")
        self.assertEqual((plain[1]["Content-Encoding"], small[1]["Content-Encoding"]), (None, "gzip"))
        self.assertEqual(gzip.decompress(small[2]), plain[2])
        self.assertIsNone(self.server.ask("/v1/incidents", Accept_Encoding="gzip;q=0")[1]["Content-Encoding"])
        page = self.server.ask("/")
        self.assertIsNone(page[1]["Content-Encoding"])
        self.assertIn(b"<!doctype html>", page[2].lower())

    def test_headers(self):
        for path in ["/", "/v1/overview", "/nothing"]:
            headers = self.server.ask(path)[1]
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")
            policy = headers["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertIn("frame-ancestors 'none'", policy)
            self.assertNotIn("unsafe", policy)

    def test_read(self):
        text = "NAIROBI, May 3 - Kenya thanked Japan on Friday."
        answer = json.loads(self.server.ask("/v1/read?date=2024-05-03", "POST", text, Content_Type="text/plain")[2])
        expected = subprocess.run([desk.dateline, "read", "-f", "text", "--date", "2024-05-03", "-"], input=text.encode(), check=True,
                                  capture_output=True).stdout
        expected = json.loads(expected)
        record = answer["records"][0]
        record.pop("source_id", None), expected.pop("source_id", None)
        self.assertEqual(record, expected)
        explained = json.loads(self.server.ask("/v1/read?explain=1", "POST", text, Content_Type="text/plain")[2])
        self.assertEqual(len(explained["explanations"]), 1)
        self.assertTrue(any(line.get("event") == "v1" for line in explained["explanations"][0]))
        two = "\n".join(json.dumps(a) for a in desk.ARTICLES[:2]) + "\n{broken\n"
        answer = json.loads(self.server.ask("/v1/read", "POST", two, Content_Type="application/x-ndjson")[2])
        self.assertEqual((len(answer["records"]), len(answer["failures"])), (2, 1))
        page = "<html><head><title>T</title></head><body><article><p>" + text + "</p></article></body></html>"
        warc = (f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://w.example/1\r\nWARC-Date: 2024-05-03T00:00:00Z\r\n"
                f"Content-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n{page}\r\n\r\n")
        answer = json.loads(self.server.ask("/v1/read", "POST", warc, Content_Type="application/warc")[2])
        self.assertEqual([r["url"] for r in answer["records"]], ["https://w.example/1"])
        answer = json.loads(self.server.ask("/v1/read", "POST", page, Content_Type="text/html; charset=utf-8")[2])
        self.assertEqual(len(answer["records"]), 1)
        self.assertEqual(self.server.ask("/v1/read", "POST", text, Content_Type="image/png")[0], 415)
        self.assertEqual(self.server.ask("/v1/read", "POST", b"", Content_Type="text/plain")[0], 400)
        self.assertEqual(self.server.ask("/v1/read?date=yesterday", "POST", text, Content_Type="text/plain")[0], 400)
        self.assertEqual(self.server.ask("/v1/read?store=1", "POST", text, Content_Type="text/plain")[0], 403)

    def test_metrics(self):
        self.server.ask("/v1/overview")
        text = self.server.ask("/metrics")[2].decode()
        self.assertRegex(text, r'dateline_requests_total\{route="/v1/overview",status="200"\} [1-9]')
        for line in text.splitlines():
            self.assertRegex(line, r"^(# (HELP|TYPE) |[a-z_]+(\{.*\})? [0-9.e+-]+$)")


class Writing(unittest.TestCase):
    def test_store_stream_and_stop(self):
        """What is stored is there, is told to who listens, and changes the tags; another process may store, too."""
        with tempfile.TemporaryDirectory() as folder:
            store = desk.make_store(folder)
            with Server(store, "--writable") as server:
                tag = server.ask("/v1/overview")[1]["ETag"]
                before = server.json("/v1/overview")["total"]
                heard, threads = [], []
                ready = threading.Barrier(3)

                def listen(path):
                    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
                    connection.request("GET", path)
                    response = connection.getresponse()
                    events = []
                    heard.append((path, events))
                    response.readline()
                    ready.wait()
                    while line := response.readline():
                        if line.startswith(b"data: "):
                            events.append(json.loads(line[6:]))
                    connection.close()

                for path in ["/v1/stream", "/v1/stream?party=MNG"]:
                    threads.append(threading.Thread(target=listen, args=(path,)))
                    threads[-1].start()
                ready.wait()
                text = "ULAN BATOR, July 1 - Mongolia criticized Chad on Monday. Peru thanked Chile."
                answer = json.loads(server.ask("/v1/read?store=1&date=2024-07-01&url=https://n.example/1", "POST", text,
                                               Content_Type="text/plain")[2])
                self.assertEqual(answer["stored"], 1)
                while server.json("/v1/overview")["total"] == before:
                    pass
                self.assertNotEqual(server.ask("/v1/overview")[1]["ETag"], tag)
                self.assertEqual(server.ask("/v1/overview", If_None_Match=tag)[0], 200)
                middle = server.json("/v1/overview")["total"]
                # A better record of the same address takes the place of the first; that is another process's doing.
                lines_path = os.path.join(folder, "more.jsonl")
                with open(lines_path, "w") as out:
                    out.write(json.dumps({"id": "n", "url": "https://n.example/2", "published": "2024-07-02",
                                          "text": "Mongolia thanked Peru on Tuesday."}) + "\n")
                subprocess.run([desk.dateline, "read", lines_path, "--store", store], check=True, stderr=subprocess.DEVNULL)
                while server.json("/v1/overview")["total"] == middle:
                    pass
                self.assertEqual(server.pages("/v1/incidents?order=day", "incidents", 5), lines(query(store)))
                while sum(len(events) for path, events in heard if path == "/v1/stream") < server.json("/v1/overview")["total"] - before:
                    pass
                missed = server.raw(b"GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 1\r\n\r\n", timeout=2)
                self.assertIn(b"event: incident", missed)
                self.assertEqual(server.ask("/v1/stream", Last_Event_ID="'; --")[0], 400)
            self.assertEqual(server.status, 0)
            for thread in threads:
                thread.join()
            everything = next(events for path, events in heard if path == "/v1/stream")
            some = next(events for path, events in heard if path != "/v1/stream")
            self.assertTrue(all("MNG" in json.dumps(event) for event in some) and some)
            self.assertLess(len(some), len(everything))

    def test_keys(self):
        with tempfile.TemporaryDirectory() as folder:
            store = desk.make_store(folder)
            keys = os.path.join(folder, "keys")
            with open(keys, "w") as out:
                out.write(f"# of the desk\n{KEY}\nanother-key-of-somebody\n")
            with Server(store, "--api-key-file", keys) as server:
                for path in ["/v1/overview", "/v1/incidents", "/metrics", "/v1/stream"]:
                    self.assertEqual(server.ask(path)[0], 401, path)
                    self.assertEqual(server.ask(path, X_API_Key=KEY[:-1] + "x")[0], 401)
                    self.assertEqual(server.ask(path, Authorization="Basic " + KEY)[0], 401)
                for path in ["/", "/healthz", "/v1/openapi.json"]:
                    self.assertEqual(server.ask(path)[0], 200, path)
                self.assertEqual(server.ask("/v1/overview", X_API_Key=KEY)[0], 200)
                self.assertEqual(server.ask("/v1/overview", Authorization="Bearer another-key-of-somebody")[0], 200)
                tag = server.ask("/v1/overview", X_API_Key=KEY)[1]["ETag"]
                self.assertEqual(server.ask("/v1/overview", If_None_Match=tag)[0], 401)
                self.assertEqual(server.ask("/v1/read", "POST", "x", Content_Type="text/plain")[0], 401)
            with open(keys, "w") as out:
                out.write("short\n")
            refused = subprocess.run([desk.dateline, "serve", "--store", store, "--api-key-file", keys], capture_output=True)
            self.assertEqual(refused.returncode, 2)


if __name__ == "__main__":
    unittest.main()
