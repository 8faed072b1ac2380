$dateline read -f pdf $samples/plum-cake.txt
