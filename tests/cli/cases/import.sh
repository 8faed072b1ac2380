cat > port.actors <<'A'
HARBOUR_LEAGUE_ [NORREB]
OLE_HANSEN [NORGOV 940708-990101]
NOBODY
A
printf 'QUIBBLE [111]\n- * OVER DUES [112]\n- * [banana]\n' > port.verbs
printf '1\tBergtown\t\t\t50.5\t10.2\tP\tPPL\tDE\t\t\t\t\t\t9000\t\t\t\t\n2\tBad line\n' > towns.txt
$dateline import actors port.actors --data mine
echo "exit $?"
$dateline import verbs port.verbs --data mine
$dateline gazetteer import towns.txt --data mine
$dateline actor "the Harbour League" --data mine
$dateline actor "Ole Hansen" --date 1995-01-01 --data mine
echo "Norway quibbled with Sweden in Bergtown on Monday." | $dateline read - --data mine | grep -oE '"type":"ACCUSE"|"name":"Bergtown","kind":"[a-z]*"'
$dateline import actors port.actors --data mine
