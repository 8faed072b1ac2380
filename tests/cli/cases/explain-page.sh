# A page with menus, related links and a comment form: each sentence, then what was left out of the text.
$dateline explain $samples/harbour-talks.html
