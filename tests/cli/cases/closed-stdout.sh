# Nobody reads, or the pipe breaks: a message and status 1, no crash.
$dateline read $samples/plum-cake.txt >&-
echo $?
(trap '' PIPE; for i in $(seq 40); do cat $samples/market-day.txt; echo; done > big.txt; $dateline read $samples big.txt big.txt; echo $? >&2) | true
