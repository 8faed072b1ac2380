$dateline read $samples/market-day.txt --date 2025-02-04
