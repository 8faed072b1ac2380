cat > news.xml <<'X'
<?xml version="1.0"?>
<rss version="2.0">
<channel><title>Harbour News</title>
<item>
  <title>Mayor opens bridge</title><link>https://example.org/bridge</link><guid>bridge-1</guid>
  <pubDate>Wed, 20 Mar 2024 08:30:00 +0100</pubDate>
  <description>&lt;p&gt;The mayor of Lindhaven opened a bridge on Tuesday.&lt;/p&gt;</description>
</item>
<item><title>Port workers strike</title><pubDate>20 Mar 2024</pubDate></item>
</channel>
X
# The feed is not closed.
$dateline read --only page news.xml > records
grep -oE '"(source_id|title).*"text":"[^"]*"' records
$dateline read --only page -f feed $samples/plum-cake.txt
