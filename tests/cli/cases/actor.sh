$dateline actor "Russian Foreign Minister Sergei Lavrov" --date 2023-09-15
$dateline actor "South Korean marines"
$dateline actor "Boris Johnson" --date 2021-05-01
$dateline actor "Boris Johnson" --date 2023-05-01
$dateline actor ""
