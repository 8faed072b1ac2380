printf 'Gunmen killed 12 soldiers in Lima on Monday, the army said.' > one.txt
printf 'Gunmen killed 15 soldiers in Lima on Monday, the president of Peru said.' > two.txt
$dateline read one.txt two.txt --date 2024-03-20 > records.jsonl
echo "--- records placed in memory: one event, two reports"
$dateline export records.jsonl --format tsv | cut -f 3,6,11,13,21,30,35
echo "--- a record twice changes nothing"
cat records.jsonl records.jsonl | $dateline export - --format csv | wc -l | tr -d ' '
echo "--- articles and trees"
$dateline export records.jsonl --format ftm-articles | jq -r .schema | sort | uniq -c | sed 's/^ *//'
$dateline export records.jsonl --format conllu | grep -c '^# text = '
echo "--- a store, and what cannot be"
$dateline read -f records records.jsonl --store news.db
$dateline export news.db --format gdelt-events | wc -l | tr -d ' '
$dateline export news.db --format conllu | grep -c '^# text = '
$dateline export news.db records.jsonl
echo "exit $?"
$dateline export records.jsonl --format nonsense
echo "exit $?"
echo '{"schema":' | $dateline export -
echo "exit $?"
