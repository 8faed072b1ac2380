printf '1\tPolice\t_\t_\t_\t_\t_\t_\t_\t_\n2\tleft\t_\t_\t_\t_\t_\t_\t_\t_\n\n' > tokens.conllu
$dateline parse -f conllu tokens.conllu
printf '1\tPolice\t_\n' > broken.conllu
$dateline parse -f conllu broken.conllu
