# Two processes share an archive: each record comes once, wherever it is cut.
for name in one two three; do
  block="Ministers met in $name on Monday."
  printf 'WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:x:%s>\r\nContent-Type: text/plain\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' \
    $name ${#block} "$block"
done > words.warc
$dateline read --only page words.warc > all
$dateline read --only page words.warc --warc-range :200 > first
$dateline read --only page words.warc --warc-range 200: > rest
cat first rest | cmp - all && wc -l < all
$dateline read --only page - --warc-range 200: < words.warc | cmp - rest && echo same from a pipe
cat words.warc | $dateline read --only page - --warc-range 200: | cmp - rest && echo and from a real one
$dateline read words.warc --warc-range 5
$dateline read words.warc other.warc --warc-range 5:6
