: > empty.txt
$dateline read empty.txt
