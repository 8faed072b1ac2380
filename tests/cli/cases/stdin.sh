$dateline read - --only page --date 2024-03-20 < $samples/plum-cake.txt
