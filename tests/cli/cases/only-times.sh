$dateline read --only times --date 2024-03-20 $samples/relief-convoy.txt
