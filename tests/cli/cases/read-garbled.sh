# A copy as a machine translated it. What the reader can still say is said; its comment form codes nothing.
$dateline read $samples/river-fence-garbled.txt --date 2024-06-08
