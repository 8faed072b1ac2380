$dateline read --only weather $samples/plum-cake.txt
