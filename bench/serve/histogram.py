#!/usr/bin/env python3
"""histogram.py <METRICS: for each route of /metrics, how long the server itself took."""
import collections, re, sys

buckets, sums, counts = collections.defaultdict(list), {}, {}
for line in sys.stdin:
    if found := re.match(r'dateline_request_seconds_bucket\{route="([^"]*)",le="([^"]*)"\} (\d+)', line):
        buckets[found[1]].append((float(found[2].replace("+Inf", "inf")), int(found[3])))
    elif found := re.match(r'dateline_request_seconds_(sum|count)\{route="([^"]*)"\} ([\d.]+)', line):
        (sums if found[1] == "sum" else counts)[found[2]] = float(found[3])
print(f"{'in the server':28}{'answers':>10}{'mean ms':>10}{'p99 under ms':>14}")
for route, steps in sorted(buckets.items()):
    total = counts[route]
    bound = next(le for le, count in steps if count >= 0.99 * total)
    print(f"{route:28}{total:10.0f}{sums[route] / total * 1000:10.2f}{bound * 1000:14.0f}")
