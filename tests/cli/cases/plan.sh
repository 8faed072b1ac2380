# Pieces of archives: they touch, begin at records, and hold all of them; whole files; and the filter's contract with GNU parallel.
for name in one two three four five six seven eight nine ten; do
  block="Police arrested the $name suspects in Lima on Monday. $(head -c 900 /dev/zero | tr '\0' x)"
  printf 'WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:x:%s>\r\nContent-Type: text/plain\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' \
    $name ${#block} "$block"
done > words.warc
echo 'A text.' > a.txt
$dateline plan a.txt words.warc --piece 4k
$dateline read words.warc --only page > all
$dateline plan words.warc --piece 4k -o plan.tsv
while IFS=$'\t' read -r number range path; do $dateline read $path --warc-range $range --only page < /dev/null; done < plan.tsv | cmp - all && echo same
$dateline plan words.warc missing.warc -o none.tsv
ls none.tsv
$dateline plan words.warc --piece 7
echo "--- a filter"
for n in $(seq 1 300); do printf '{"id": "%s", "text": "Police arrested %s men in Lima on Monday."}\n' $n $n; done > lines.jsonl
$dateline read -f jsonl - < lines.jsonl > whole
split -l 70 lines.jsonl part.
for part in part.*; do $dateline read -f jsonl -j 1 - < $part; done | cmp - whole && wc -l < whole
