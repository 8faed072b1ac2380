# Records packed one by one; the third is damaged, the fourth says a wrong length, and the last one is cut off.
record() { # ADDRESS BODY [LENGTH]
  block=$(printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n%s' "$2")
  printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Target-URI: https://example.org/%s\r\n' "$1" "$1"
  printf 'WARC-Date: 2024-03-20T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n'
  printf 'Content-Length: %s\r\n\r\n%s\r\n\r\n' "${3:-${#block}}" "$block"
}
page() { printf '<html><body><p>Minister %s visited the port on Tuesday.</p></body></html>' "$1"; }
{
  printf 'WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n' | gzip -n
  record a "$(page Adler)" | gzip -n
  record b "$(page Baum)" | gzip -n | head -c 100
  record c "$(page Cole)" 80 | gzip -n
  printf 'WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 9\r\n\r\nGET /d\r\n\r\n\r\n\r\n' | gzip -n
  record d "$(page Dorn)" | gzip -n
  record e "$(page Eller)" | gzip -n | head -c 200
} > crawl.warc.gz
$dateline read --only page crawl.warc.gz > records
status=$?
grep -oE '"source_id.*"fetched":"[^"]*"' records
exit $status
