# 200 MB in one line: as a text it is over the limit, as a line of JSONL it is stepped over. Neither is held in memory.
head -c 200000000 /dev/zero | tr '\0' 'a' > long.txt
$dateline read long.txt
{ head -c 200000000 /dev/zero | tr '\0' 'a'; printf '\n{"id": 7, "text": "Police arrested two men."}\n'; } > long.jsonl
($limit_memory 1000000; $dateline read --only page -j1 long.jsonl)
