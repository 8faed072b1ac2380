printf '{"id": 1, "actor": "the Kremlin"}\nnonsense\n{"id": 2, "actor": "Japanese lawmakers", "date": "soon"}\n{"id": 3, "actor": "Japanese lawmakers"}\n' > actors.jsonl
$dateline actor -f jsonl actors.jsonl
