echo "Police arrested two men." > short.txt
$dateline read --tokens --only syntax short.txt
