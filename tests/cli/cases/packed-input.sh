gzip -c $samples/plum-cake.txt > cake.txt.gz
$dateline read --only page cake.txt.gz
