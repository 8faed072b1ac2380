# As they are ready: the same lines in some order; not for a store.
$dateline read --order ready -j 2 $samples/desk.jsonl | sort > ready.jsonl
$dateline read $samples/desk.jsonl | sort | cmp - ready.jsonl && echo same lines
$dateline read --order ready $samples/desk.jsonl --store s.db
