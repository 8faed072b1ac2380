# cmake -DTABLE=entities.tsv -DHEADER=entities.inc -P entities.cmake: the table of character references as C++ initializers, a row
# each, in the order of the table: {"name", first code point, second code point or 0}.
file(READ ${TABLE} rows)
string(REGEX REPLACE "#[^\n]*\n" "" rows "${rows}")
string(REPLACE ";" "<semicolon>" rows "${rows}")  # a list's separator
string(REPLACE "name\tcode_points\n" "" rows "${rows}")
string(REGEX REPLACE "([^\t\n]+)\t([0-9A-F]+)\n" "{\"\\1\", 0x\\2, 0},\n" rows "${rows}")
string(REGEX REPLACE "([^\t\n]+)\t([0-9A-F]+) ([0-9A-F]+)\n" "{\"\\1\", 0x\\2, 0x\\3},\n" rows "${rows}")
string(REPLACE "<semicolon>" ";" rows "${rows}")
file(WRITE ${HEADER} "${rows}")
