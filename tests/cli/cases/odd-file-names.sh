# Names that are no UTF-8 or would drive a terminal: the record is valid JSON, and messages show them harmless.
odd=$(printf 'caf\351\033[31m.txt'); cp $samples/plum-cake.txt "$odd"
$dateline read --only page "$odd" | grep -o '"source_id":"[^"]*"'
$dateline read "missing-$odd"
