echo "Kenya's president didn't meet U.S. officials in Nairobi." | $dateline parse
