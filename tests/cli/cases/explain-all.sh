$dateline explain $samples/plum-cake.txt
