#!/usr/bin/env python3
"""score_gold.py DATELINE [-v]: scores status, chain and speaker on tests/claim/gold.tsv, sentences of our own, read by `dateline
parse --factuality`. A chain is exact when it has the right length and each source holds the expected word."""
import json
import os
import re
import subprocess
import sys

rows = []
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "gold.tsv"), encoding="utf-8") as table:
    lines = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")]
rows = [dict(zip(lines[0], line)) for line in lines[1:]]
texts = "".join(json.dumps({"doc": i, "text": row["text"].replace("¶", "\n\n")}) + "\n" for i, row in enumerate(rows))
command = [sys.argv[1], "parse", "--factuality", "-f", "jsonl", "-"]
output = subprocess.run(command, input=texts, stdout=subprocess.PIPE, text=True, check=True).stdout
read = {line["doc"]: line for line in map(json.loads, output.splitlines())}


def words(text):
    return re.findall(r"\w+(?:-\w+)*", text)


def is_chain(expected, found):
    expected = [] if expected == "-" else expected.split(" < ")
    if len(expected) != len(found):
        return False
    return all((not source if word == "?" else word in words(source)) for word, source in zip(expected, found))


right, total = {}, {}
for i, row in enumerate(rows):
    event = next((e for e in read[i]["events"] if row["trigger"] in (e["word"], *words(e["word"]))), None)
    status = event["status"] if event else "nothing"
    chain = [link.get("source", "") for link in event["chain"][:-1]] if event else ["nothing"]
    results = {"status": status == row["status"], "chain": is_chain(row["chain"], chain)}
    if row["kind"] == "quote":
        results["speaker of direct quote"] = bool(chain) and row["chain"].split(" < ")[0] in words(chain[0])
    for name, good in results.items():
        for key in (name, f"{name}, {row['style']}"):
            right[key] = right.get(key, 0) + good
            total[key] = total.get(key, 0) + 1
    if "-v" in sys.argv and not all(results.values()):
        print(f"MISS {row['text']} | {row['trigger']}: {row['status']} {row['chain']} | found {status} {' < '.join(chain) or '-'}")
for key in sorted(total):
    print(f"{key:<40} {100 * right[key] / total[key]:5.1f} %   ({right[key]} of {total[key]})")
