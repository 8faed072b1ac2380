mkdir nothing
$dateline read nothing
