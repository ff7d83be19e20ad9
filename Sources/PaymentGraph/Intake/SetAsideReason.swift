/// A reason why a row became no transfer although nothing is wrong with it.
///
/// Reports list the reasons in the order of the cases.
public enum SetAsideReason: String, Sendable, Hashable, CaseIterable {
  /// Nothing moved: the amount is zero.
  case zero
  /// Nothing moved: its status says so.
  case unsettled
  /// Nothing moved: a hold, an authorisation, a note.
  case announcement
  /// The row explains an id of another file.
  case lookup
  /// The row has no cells, or only empty ones.
  case empty
  /// The row repeats the header.
  case header
  /// The row adds up other rows.
  case total
  /// The profile passes the row over: a balance, a heading between rows.
  case passedOver = "passed-over"
  /// The row comes after the last transfer: the foot of the file.
  case foot
  /// The row continues the text of the row before.
  case continuation
  /// The row repeats a row that was loaded, and is evidence of the same transfer.
  case repetition
  /// The row shows a transfer that a row of another file shows as well.
  case shownElsewhere = "shown-elsewhere"
  /// The decision on the row is still open.
  case undecided

  /// True where the row's content is kept although it moves no money; a row with any other reason
  /// is skipped.
  public var isMemo: Bool {
    switch self {
    case .zero, .unsettled, .announcement, .lookup: true
    case .empty, .header, .total, .passedOver, .foot, .continuation, .repetition, .shownElsewhere,
      .undecided:
      false
    }
  }

  /// The reason in words.
  public var words: String {
    switch self {
    case .zero: "the amount is zero"
    case .unsettled: "the status says that no money moved"
    case .announcement: "a hold or a note that moves no money"
    case .lookup: "the meaning of an id in another file"
    case .empty: "empty"
    case .header: "the header repeated"
    case .total: "a total of other rows"
    case .passedOver: "left out by the profile"
    case .foot: "the foot of the file"
    case .continuation: "continues the text of the row before"
    case .repetition: "repeats a row that was loaded"
    case .shownElsewhere: "a row of another file shows the same transfer"
    case .undecided: "no decision yet"
    }
  }
}
