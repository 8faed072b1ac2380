mkdir -p mine/actors/organisations
printf 'id\tname\taliases\tkind\tcountry\tsectors\tvoice\tlat\tlon\tsource\nx:a\tA\t\tclub\tISL\tOPP\t\t95\t\town\nx:a\t\t\tparty\tISL\n' > mine/actors/organisations/mine.tsv
$dateline actor "the Harbour League" --data mine
printf 'id\tname\taliases\tkind\tcountry\tsectors\tvoice\tlat\tlon\tsource\nx:a\tA\t\tclub\tISL\tOPP\t\t95\t\town\nx:a\t\t\tparty\tISL\tXYZ\t\t\t\town\n' > mine/actors/organisations/mine.tsv
$dateline actor "the Harbour League" --data mine
$dateline actor "the Harbour League" --data nowhere
