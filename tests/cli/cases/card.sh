$dateline read $samples/harbour-talks.html $samples/market-day.txt --format text
