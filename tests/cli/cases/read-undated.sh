# No date anywhere: relative times keep placeholders, and the record says so.
$dateline read $samples/undated-strike.txt
