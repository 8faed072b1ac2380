$dateline read --colour $samples/plum-cake.txt
