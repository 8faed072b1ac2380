$dateline
