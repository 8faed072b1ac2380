$dateline read --date yesterday $samples/plum-cake.txt
