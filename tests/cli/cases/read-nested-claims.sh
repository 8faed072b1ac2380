$dateline read $samples/who-said-what.txt --date 2025-01-16
