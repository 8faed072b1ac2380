head -c 4096 /dev/zero > zeros.txt
printf '\x7fELF\x02\x01\x01\x00\x00\x00\x00' > program.html
$dateline read zeros.txt program.html
