/* log.h: notes for the one who looks for a fault, off unless TELEX_LOG names a file.
 * Never holds a password, a cookie or an article's text.
 *
 * May not know: anything of telex above base/. */
#ifndef TELEX_BASE_LOG_H
#define TELEX_BASE_LOG_H

/* Opens the file that TELEX_LOG names, if any.  `program` begins each line. */
void log_open(const char *program);
void log_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
