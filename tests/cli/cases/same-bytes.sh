# One thread or two, a first run or a second: the same bytes.
$dateline read -j1 $samples > one && $dateline read -j2 $samples > two && $dateline read -j2 $samples > again
cmp one two && cmp two again && wc -l < one
