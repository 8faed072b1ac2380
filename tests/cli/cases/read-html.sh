# A page with menus, related links and a comment form: its record.
$dateline read $samples/harbour-talks.html
