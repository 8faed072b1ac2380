$dateline explain $samples/harbour-talks.html v1
