#!/usr/bin/env python3
"""store.py DATELINE DATA STORE [INCIDENTS]: makes a store of so many incidents (1 000 000) in the shape that loading gives it, so that
no hours go by in placing articles: parties with Zipf's frequencies, towns, 300 publishers, 20 years, a text for each article.
DATA: the folder of tables. The same bytes of content in every run."""
import math, os, random, sqlite3, subprocess, sys, tempfile

dateline, data, path = sys.argv[1:4]
count = int(sys.argv[4]) if len(sys.argv) > 4 else 1_000_000


def table(name):
    rows = [line.rstrip("\n").split("\t") for line in open(os.path.join(data, name), encoding="utf-8") if not line.startswith("#")]
    return [dict(zip(rows[0], row)) for row in rows[1:]]


countries = [r["id"] for r in table("countries.tsv")]
names = {r["id"]: r["name"] for r in table("countries.tsv")}
types = [(r["type"], int(r["quad"])) for r in table("events/ontology.tsv")]
modes = {}
for row in table("events/modes.tsv"):
    modes.setdefault(row["type"], []).append(row["mode"])
towns = [(r["name"].replace('"', ""), r["country"], float(r["lat"]), float(r["lon"])) for r in table("places/cities.tsv")[:5000]]
rng = random.Random(10)
statuses = ["happened"] * 7 + ["planned", "possible", "ongoing", "denied"]
rng.shuffle(countries)
# 60 000 parties: countries, parts of their governments, people.
parties = [(names[c], c, c, c) for c in countries]
parties += [(f"{names[c]} {part}", "", c + code, c) for c in countries for part, code in
            [("army", "MIL"), ("police", "COP"), ("rebels", "REB"), ("opposition", "OPP"), ("parliament", "LEG"), ("courts", "JUD")]]
parties += [(f"Person {i}", f"dl:person-{i}", countries[i * i % len(countries)] + "GOV", countries[i * i % len(countries)])
            for i in range(60_000 - len(parties))]
quoted = [(n.replace('"', "'"), kb, code, country) for n, kb, code, country in parties]
vocabulary = [f"word{i}" for i in range(20_000)]


def zipf(size):
    return min(size - 1, int(math.exp(rng.random() * math.log(size + 1))) - 1)


def party(p):
    kb = f'"kb":"{p[1]}",' if p[1] else ""
    return f'{{"name":"{p[0]}",{kb}"code":"{p[2]}","country":"{p[3]}"}}'


if os.path.exists(path):
    sys.exit(f"{path} is there already")
with tempfile.TemporaryDirectory() as folder:
    text = os.path.join(folder, "one.txt")
    open(text, "w").write("Kenya thanked Japan.")
    subprocess.run([dateline, "read", text, "--store", path], check=True, stderr=subprocess.DEVNULL)
db = sqlite3.connect(path)
db.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -500000;")
digest, engine, record = db.execute("SELECT digest, engine, record FROM articles").fetchone()
for name in ["incidents", "dyads", "dyad_months", "parties", "events", "articles", "recent"]:
    db.execute(f"DELETE FROM {name}")
db.execute("DROP TABLE words")
db.execute("CREATE VIRTUAL TABLE words USING fts5 (title, body, content = '', tokenize = 'unicode61 remove_diacritics 2')")
db.execute("DELETE FROM points")
day_text = {}
first_day, days = 12_000, 7300
article, in_article = 0, 0
articles, words, events, incidents, sides, dyads, points = [], [], [], [], [], [], []


def flush():
    db.executemany("INSERT INTO articles VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", articles)
    db.executemany("INSERT INTO words (rowid, title, body) VALUES (?,?,?)", words)
    db.executemany("INSERT INTO events VALUES (?,?,?,?,?,?,?,?)", events)
    db.executemany("INSERT INTO incidents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", incidents)
    db.executemany("INSERT INTO parties VALUES (?,?,?,?,?,?,?,?)", sides)
    db.executemany("INSERT OR IGNORE INTO dyads VALUES (?,?,?,?,?,?,?)", dyads)
    db.executemany("INSERT INTO points VALUES (?,?,?,?,?)", points)
    for rows in (articles, words, events, incidents, sides, dyads, points):
        rows.clear()


for n in range(count):
    if n % 2 == 0:  # an article tells of two incidents
        article += 1
        in_article = 0
        day = first_day + n * days // count
        date = day_text.get(day) or day_text.setdefault(day, db.execute("SELECT date(? * 86400, 'unixepoch')", (day,)).fetchone()[0])
        publisher = f"Publisher {zipf(300)}"
        url = f"https://news.example/{article}"
        title = f"Headline {article} about {vocabulary[zipf(len(vocabulary))]}"
        articles.append((article, url, f"id{article}", digest, engine, url, title, publisher, "en", date, date, 0, day, article, 1.0, article,
                         record))
        words.append((article, title, " ".join(vocabulary[zipf(len(vocabulary))] for _ in range(80))))
    event = article * 4096 + in_article
    in_article += 1
    kind, quad = types[zipf(len(types))]
    mode = rng.choice(modes[kind]) if kind in modes else None
    status = rng.choice(statuses)
    actor, recipient = quoted[zipf(len(quoted))], quoted[zipf(len(quoted))]
    undated = n % 50 == 0
    town = towns[zipf(len(towns))] if n % 5 else None
    on = -2**31 if undated else day
    begins = None if undated else date
    place = f',"place":{{"name":"{town[0]}","kind":"city","lat":{town[2]},"lon":{town[3]},"country":"{town[1]}","precision":"point"}}' if town else ""
    begin = "" if undated else f',"begin":"{date}"'
    mode_text = f',"mode":"{mode}"' if mode else ""
    what = (f'"type":"{kind}"{mode_text},"cameo":"190","quad":{quad},"goldstein":-5,"actors":[{party(actor)}],"recipients":[{party(recipient)}]'
            f'{begin}{place},"status":"{status}"')
    events.append((event, article, event, kind, status, None, 0.9,
                   f'{{"event":{event},"article":{article},"copy_of":{article},"url":"{url}","publisher":"{publisher}","published":"{date}",{what},'
                   f'"trigger":[6,13],"sentence":[0,20],"sentence_number":1,"confidence":0.9}}'))
    incidents.append((event, article, kind, mode, "190", quad, -5, status, on, begins, begins, date, date, 1, 1, 1,
                      town[0] if town else None, town[1] if town else None, None, town[2] if town else None, town[3] if town else None,
                      f'{{"incident":{event},"story":{article},{what},"first_report":"{date}","last_report":"{date}","reports":1,"articles":1,'
                      f'"sources":1,"confidence":0.9,"statuses":[{{"status":"{status}","published":"{date}","by":"{publisher}","article":{article}}}]}}'))
    for side, p in enumerate((actor, recipient)):
        sides.append((event, side, 0, p[0], p[1] or None, p[2], p[3], on))
    dyads.append((actor[3], recipient[3], on, event, kind, status, quad))
    if town:
        points.append((event, town[2], town[2], town[3], town[3]))
    if len(incidents) == 50_000:
        flush()
flush()
db.execute("""INSERT INTO dyad_months SELECT actor, recipient,
  CASE WHEN day = -2147483648 THEN day ELSE CAST(julianday(day * 86400, 'unixepoch', 'start of month') - 2440587.5 AS INTEGER) END AS month,
  type, status, quad, count(*) FROM dyads GROUP BY actor, recipient, month, type, status, quad""")
db.execute("UPDATE dateline SET value = '100' WHERE name = 'generation'")
db.commit()
db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
print(f"{db.execute('SELECT count(*) FROM incidents').fetchone()[0]} incidents, {os.path.getsize(path) >> 20} MiB")
