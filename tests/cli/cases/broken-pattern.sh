printf 'Egypt sent medicine to Sudan.\n' > story.txt
mkdir -p mine/events/patterns
row() { printf 'id\ttrigger\tpos\tframe\ttype\tmode\tcameo\tcontexts\texample\texpected\nours\tferry\tverb\t%s\tAID\t\t070\t\tEgypt ferried medicine to Sudan.\tEGY AID SDN\n' "$1" > mine/events/patterns/mine.tsv; }
many() { printf "$1%.0s" $(seq "$2"); }
row 'actor=subj theme=obj{@nothing}'; $dateline read story.txt --data mine
row "actor=$(many 'subj/' 40)subj"; $dateline read story.txt --data mine
row "$(many 'theme=obj ' 40)"; $dateline read story.txt --data mine
row "$(many 'x' 5000)"; $dateline read story.txt --data mine
