# Types, modes, statuses and countries that there are not; the nearest that there are.
$dateline read $samples/relief-convoy.txt --store news.db
$dateline query news.db --type DANCE
$dateline query news.db --type ASSAULT,assault
$dateline query news.db --mode visits
$dateline query news.db --status hapened
$dateline query news.db --country Ukraine
$dateline stats news.db --by type --country UK
$dateline query news.db --quad 5
$dateline query news.db --sources many
