# Pages that are made to harm, through the program: each is read, or refused with a word of why, in little memory.
story='<p>The ship lay in the harbour for three days, and then it left for the north, said the mayor of the town.</p>'
times() { head -c "$2" /dev/zero | sed "s|\x0|$1|g"; }
(times '<div class="box">' 100000; echo "$story") > nested.html
(echo "$story"; times '<!-- fifty megabytes -->' 2083333; echo "$story") > fifty-megabytes.html
(times '<p>' 17000000; echo "$story") > many-elements.html
(echo '<p'; times ' a=b class=c' 1000000; echo ">$story") > million-attributes.html
(echo "$story"; echo '<p>A ship with a NUL'; head -c 1 /dev/zero; echo " came on Tuesday.$story") > nul-bytes.html
(echo "<html>$story"; times '<!-- -->' 9000000) > over-the-limit.html
head -c 400000000 /dev/zero | gzip -1 > bomb.html.gz
(echo "$story"; times '<script>' 100000) > open-scripts.html
(echo "$story"; times '<table><tr><td><form>' 50000) > tables.html
$limit_memory 2000000
for page in *.html*; do
  echo "$page"
  $dateline read --only page -j1 "$page" 2>&1 | grep -o 'dateline:.*\|"text":.*\|"code":"[^"]*"' | cut -c1-130
done
