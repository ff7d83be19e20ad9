/// Where one row went.
enum RowOutcome {
  case loaded, memo, skipped, rejected
}
