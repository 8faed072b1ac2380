# Messages go nowhere; they do not get into the records.
$dateline read --only page missing.txt $samples/plum-cake.txt -o cake.jsonl 2>&-
echo $?; wc -l < cake.jsonl; grep -c missing cake.jsonl
