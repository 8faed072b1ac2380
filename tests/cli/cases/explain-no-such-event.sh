$dateline explain $samples/plum-cake.txt v9
