# The others are still read.
$dateline read nowhere.txt $samples/plum-cake.txt --format text
