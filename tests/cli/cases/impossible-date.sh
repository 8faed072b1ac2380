$dateline read --date 2023-02-30 $samples/plum-cake.txt
