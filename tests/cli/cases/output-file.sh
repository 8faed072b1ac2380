# The file appears under its name only when it is whole.
$dateline read --only page $samples/plum-cake.txt -o cake.jsonl && wc -l cake.jsonl
$dateline read $samples/plum-cake.txt -o no/such/folder/cake.jsonl
ls
