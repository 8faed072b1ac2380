cat > lines.jsonl <<'L'
{"id": "a", "text": "Police arrested two men."}
not json at all
{"id": "b"}
["a", "list"]
{"id": "c", "text": 5}

{"id": "d", "text": "Kenya thanked Japan.", "published": "2024-03-20", "title": "Thanks", "url": "https://example.org/d"}
{"id": "e", "text": "cut off
L
$dateline read --only page lines.jsonl
