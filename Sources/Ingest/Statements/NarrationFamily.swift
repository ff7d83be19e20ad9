/// Whose habits a narration follows.
enum NarrationFamily: String, CaseIterable, Sendable {
  /// Indian banks: UPI, NEFT, RTGS, IMPS and the banks' own words.
  case indian = "in"
  /// British and Irish banks.
  case british = "gb"
}
