/* The C interface: open an engine once, read any number of pages, get each record as JSON (docs/record.md).
 *
 * Handles are opaque. An engine may be used by many threads at once. A record belongs to the caller until it is freed and does
 * not outlive its engine. Strings that a function returns belong to the handle they came from. No function aborts or prints;
 * one that fails returns NULL and, where it is given an error pointer, sets it to a message that the caller frees with
 * dateline_string_free. The free functions take NULL. */
#ifndef DATELINE_DATELINE_H
#define DATELINE_DATELINE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dateline_engine dateline_engine;
typedef struct dateline_record dateline_record;

/* "0.1.0" */
const char* dateline_version(void);

/* Paths may be NULL: the installed pack and model, no tables of one's own. */
dateline_engine* dateline_engine_open(const char* pack_path, const char* model_path, const char* data_folder, char** error);
void dateline_engine_free(dateline_engine* engine);

typedef enum dateline_content { DATELINE_AUTO = 0, DATELINE_HTML = 1, DATELINE_TEXT = 2 } dateline_content;

/* Reads one page of `size` bytes. `published` is the publication date in ISO 8601 when the caller knows it, else NULL. */
dateline_record* dateline_read(const dateline_engine* engine, const char* bytes, size_t size, dateline_content content,
                               const char* published, char** error);
void dateline_record_free(dateline_record* record);

/* The record as one line of JSON, NUL-terminated; `size`, when not NULL, gets its length. NULL for a NULL record. */
const char* dateline_record_json(const dateline_record* record, size_t* size);
size_t dateline_record_event_count(const dateline_record* record);

void dateline_string_free(char* string);

#ifdef __cplusplus
}
#endif

#endif
