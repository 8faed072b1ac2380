#!/usr/bin/env python3
"""frequencies.py RECORDS > data/story/frequencies.tsv: in how many articles each word, name and country stands.

RECORDS: what `dateline read -f jsonl` wrote of many articles. Words are those of src/story/words.cpp: four letters or more, ASCII
letters without case, anything else beyond ASCII as it is. A line is written for what stands in at least LEAST articles."""
import collections
import itertools
import json
import re
import sys

LEAST = 25
NAMED = {"PER", "ORG", "GPE", "LOC", "FAC", "NORP"}
WORD = re.compile(rb"(?:[A-Za-z0-9]|[\x80-\xe1\xe3-\xff])+")

counts = collections.Counter()
articles = 0
with open(sys.argv[1], encoding="utf-8") as records:
    for line in records:
        record = json.loads(line)
        articles += 1
        seen = set()
        text = re.sub(rb"\xe2..", b" ", record["text"].encode("utf-8"), flags=re.DOTALL)
        for word in WORD.findall(text):
            if len(word) >= 4:
                seen.add(("word", word.decode("utf-8", "ignore").translate({c: c + 32 for c in range(65, 91)})))
        countries = set()
        for entity in record.get("entities", []):
            if "country" in entity and entity["type"] in NAMED:
                countries.add(entity["country"])
            if "kb" in entity and entity["kb"] != entity.get("country"):
                seen.add(("entity", entity["kb"]))
        seen.update(("country", country) for country in countries)
        if len(countries) <= 6:
            seen.update(("countries", a + b) for a, b in itertools.combinations(sorted(countries), 2))
        for place in record.get("places", []):
            if "admin1" in place:
                seen.add(("region", place.get("country", "") + place["admin1"]))
        counts.update(seen)

print("kind\tname\tarticles")
print("# In how many of some news articles a word, a name, a country, a pair of countries or a region stands; the first line is all of them.")
print("# Counted by train/frequencies.py in items of Wikipedia's Portal:Current events, 2002 to 2023 (CC BY-SA 4.0, its contributors).")
print(f"all\tarticles\t{articles}")
for (kind, name), count in sorted(counts.items(), key=lambda row: (row[0][0], -row[1], row[0][1])):
    if count >= LEAST:
        print(f"{kind}\t{name}\t{count}")
