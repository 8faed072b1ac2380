printf 'The army denied that it shelled the port.\n' > text.txt
$dateline parse --factuality text.txt | grep -o '"word":"[a-z]*"'
printf '{"doc":7,"tokens":["They","left","."],"events":[{"i":1}]}\nnot json\n{"doc":"a"}\n' > lines.jsonl
$dateline parse --factuality -f jsonl lines.jsonl | grep -o '"doc":7,"tokens":\["They","left","."\],"events":\[{"i":1,"word":"left"'
$dateline parse --factuality -f jsonl lines.jsonl > all.jsonl
$dateline parse -f jsonl lines.jsonl
