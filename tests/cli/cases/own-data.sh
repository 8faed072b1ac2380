# A user's table on top of the built-in ones.
mkdir -p mine/actors/organisations
printf 'id\tname\taliases\tkind\tcountry\tsectors\tvoice\tlat\tlon\tsource\nx:harbour-league\tHarbour League\t\tmovement\tISL\tOPP\t\t\t\town\n' > mine/actors/organisations/mine.tsv
$dateline actor "the Harbour League"
$dateline actor "the Harbour League" --data mine
