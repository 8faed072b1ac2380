# Into a store, stopped in the middle: only what is new is read. A journal knows files by what they hold.
for name in one two three four; do
  block="Police arrested the $name suspects in Lima on Monday. Peru accused Chile of hiding the $name others, officials said."
  printf 'WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://a.example/%s\r\nWARC-Record-ID: <urn:x:%s>\r\nContent-Type: text/plain\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' \
    $name $name ${#block} "$block"
done > words.warc
$dateline run words.warc --warc-range :400 --date 2024-03-20 --store parts.db
$dateline run words.warc --date 2024-03-20 --store news.db
$dateline run words.warc --date 2024-03-20 --store news.db
echo "--- under another name"
mv words.warc other.warc; echo "Police arrested a man in Lima on Monday." > words.txt
$dateline run other.warc --date 2024-03-20 --store news.db
echo "--- as it was shortened, with another date, and one that is not there"
head -c 900 other.warc > short.warc
$dateline run short.warc --date 2024-03-20 --store news.db
# Which of two records that differ in their date alone stays is settled by their hashes.
$dateline run other.warc missing.warc --date 2024-03-21 --store news.db 2>&1 | sed -E 's/ stored, .*(superseded|known).*/ stored, the others superseded or known/'
echo "--- a store of the version before"
sqlite3 news.db "DROP TABLE journal; DROP TABLE arrivals; DROP TABLE dyad_months; UPDATE dateline SET value = '1' WHERE name = 'schema'"
$dateline stats news.db
$dateline run words.txt --date 2024-03-20 --store news.db
$dateline stats news.db --by type --format csv
echo "--- what it cost"
$dateline run other.warc --date 2024-03-20 --store new.db --timings 2>&1 | sed -E 's/[0-9.]+/N/g; s/ +/ /g'
echo "--- records"
$dateline read other.warc --date 2024-03-20 > records.jsonl
$dateline run -f records records.jsonl --store records.db
$dateline run -f records records.jsonl --store records.db
$dateline run -f records records.jsonl
$dateline run -f nonsense records.jsonl --store records.db
