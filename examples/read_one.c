/* Reads a text from standard input and prints its record. cc read_one.c $(pkg-config --cflags --libs dateline) */
#include <dateline/dateline.h>
#include <stdio.h>

int main(void) {
  static char text[1 << 20];
  size_t size = fread(text, 1, sizeof text, stdin);
  char* error = NULL;
  dateline_engine* engine = dateline_engine_open(NULL, NULL, NULL, &error);
  dateline_record* record = engine ? dateline_read(engine, text, size, DATELINE_AUTO, "2023-09-15", &error) : NULL;
  if (record) puts(dateline_record_json(record, NULL));
  if (error) fprintf(stderr, "%s\n", error);
  dateline_string_free(error);
  dateline_record_free(record);
  dateline_engine_free(engine);
  return record ? 0 : 1;
}
