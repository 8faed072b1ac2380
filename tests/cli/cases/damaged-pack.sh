# A pack or weights that are cut, altered, or something else are refused.
cp "$(dirname $dateline)/dateline.pack" whole.pack
head -c 5000 whole.pack > cut.pack
{ head -c 300 whole.pack; printf 'X'; tail -c +302 whole.pack; } > altered.pack
echo "hello" > other.pack
for pack in cut altered other; do $dateline actor Kenya --pack $pack.pack 2>&1 | sed 's/[0-9]* bytes of [0-9]*/N bytes of M/'; done
cp "$(dirname $dateline)/english.model" whole.model
head -c 5000 whole.model > cut.model
echo "hello" > other.model
for model in cut other; do $dateline actor Kenya --model $model.model 2>&1 | sed 's/[0-9][0-9]* bytes/N bytes/g'; done
$dateline actor Kenya --model missing.model
