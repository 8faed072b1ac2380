$dateline --help && $dateline read --help
