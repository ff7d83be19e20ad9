// The part of the system's SQLite that the target CaseStore uses. No logic beyond what Swift cannot spell: a function
// with a variable number of arguments, and a destructor that is a number.
#ifndef TRIBUTARY_CSQLITE_H
#define TRIBUTARY_CSQLITE_H

#include <sqlite3.h>
// The kind of a file system, which Glibc's module leaves out.
#include <sys/statfs.h>

// Refuses statements that could damage the file, and views and triggers that call functions.
static inline int tributary_sqlite_guard(sqlite3 *file) {
  int result = sqlite3_db_config(file, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  if (result == SQLITE_OK)
    result = sqlite3_db_config(file, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  if (result == SQLITE_OK)
    result = sqlite3_db_config(file, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, (int *)0);
  return result;
}

// SQLite copies the bytes.
static inline int tributary_sqlite_bind_text(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_text(statement, index, (const char *)bytes, count, SQLITE_TRANSIENT);
}

static inline int tributary_sqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}

#endif
