# A link is written through and a folder is refused at once; neither is replaced by a file.
: > target.jsonl; ln -s target.jsonl link.jsonl; mkdir folder
$dateline read --only page $samples/plum-cake.txt -o link.jsonl && test -L link.jsonl && wc -l < target.jsonl
$dateline read --only page $samples/plum-cake.txt -o folder
ls
