$dateline --version
