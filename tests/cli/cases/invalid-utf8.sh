# A stray byte is replaced and the record says so.
printf 'Police arrested two men in Par\xedgo on Monday, officials said.\n\xff\xfe\xc3(\n' > stray.txt
$dateline read --only page stray.txt
