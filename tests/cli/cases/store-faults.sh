# What cannot be a store, a filter, a format.
$dateline query missing.db
echo text > plain.db
$dateline query plain.db
$dateline read $samples/relief-convoy.txt --store plain.db
$dateline read $samples/relief-convoy.txt --store no/such/folder/news.db
$dateline read $samples/relief-convoy.txt --only page --store news.db
$dateline read -f records $samples/relief-convoy.txt
$dateline read -f records $samples/relief-convoy.txt --store news.db
$dateline query news.db --dyad RUS
$dateline query news.db --box 1,2,3
$dateline query news.db --from yesterday
$dateline query news.db --format parchment
$dateline stats news.db --by colour
$dateline stats news.db --by type --format sparkline
$dateline query news.db
