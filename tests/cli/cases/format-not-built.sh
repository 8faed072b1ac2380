$dateline read -f warc $samples/plum-cake.txt
