# Into a store, twice; what it holds; a copy with changed words and what it changed; counts.
$dateline read $samples/harbour-talks.html $samples/relief-convoy.txt --store news.db
$dateline read $samples/harbour-talks.html $samples/relief-convoy.txt --store news.db
cat > lines.jsonl <<'L'
{"id": "a", "url": "https://a.example/1", "published": "2024-03-20", "text": "Gunmen killed 12 soldiers in Lima on Monday, the army said. The president of Peru condemned the attack and promised that the killers would be found. Three helicopters searched the hills around the capital until the evening, while families waited in front of the hospital for news of the wounded."}
{"id": "b", "url": "https://b.example/1", "published": "2024-03-20", "text": "Gunmen killed 21 soldiers in Lima on Monday, the army said. The president of Chile condemned the attack and promised that the killers would be found. Three helicopters searched the hills around the capital until the evening, while families waited in front of the hospital for news of the wounded."}
L
$dateline read lines.jsonl --store news.db
echo "--- incidents of one type"
$dateline query news.db --type ASSAULT --country PER
echo "--- their reports as CSV"
$dateline query news.db --type ASSAULT --country PER --what reports --format csv | cut -d, -f3-6,13,21
echo "--- what the copy changed"
$dateline query news.db --text gunmen --what changes
echo "--- counts"
$dateline stats news.db --by type,month --from 2024-03 --to 2024-04
$dateline stats news.db --party PER --by month --format csv
$dateline stats news.db --by quad,day --from 2024-03-01 --to 2024-03-31 --format sparkline
echo "--- records go out as they came in"
$dateline read lines.jsonl > records.jsonl
$dateline query news.db --text gunmen --what articles | cmp - records.jsonl && echo same
$dateline read -f records records.jsonl --store again.db
$dateline query again.db --format tsv | cut -f 3,6,13 
