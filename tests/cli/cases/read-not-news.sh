# A recipe full of fighting words: nothing to code.
$dateline read $samples/plum-cake.txt --date 2024-09-10
