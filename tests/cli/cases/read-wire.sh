$dateline read $samples/relief-convoy.txt --date 2024-03-20
