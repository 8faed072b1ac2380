$dateline read $samples/plum-cake.txt > /dev/full
