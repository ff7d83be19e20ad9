/// Why a row became no transfer although nothing is wrong with it.
///
/// The order of the cases is that of reports.
public enum SetAsideReason: String, Sendable, Hashable, CaseIterable {
  /// Nothing moved: the amount is zero.
  case zero
  /// Nothing moved: its status says so.
  case unsettled
  /// Nothing moved: a hold, an authorisation, a note.
  case announcement
  /// It says what an id of another file stands for.
  case lookup
  /// It has no cells, or none with anything in them.
  case empty
  /// It is the header once more.
  case header
  /// It adds other rows up.
  case total
  /// The profile passes it over: a balance, a heading between rows.
  case passedOver = "passed-over"
  /// It stands after the last row: the foot of the file.
  case foot
  /// It goes on with the text of the row before.
  case continuation
  /// It repeats a row that was loaded, and is evidence of the same transfer.
  case repetition
  /// A row of another file shows its transfer as well.
  case shownElsewhere = "shown-elsewhere"
  /// Its decision is still open.
  case undecided

  /// Whether the row says something that is kept, and moves no money; else it is skipped.
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
    case .announcement: "a hold or a note, by which no money moves"
    case .lookup: "what an id of another file stands for"
    case .empty: "empty"
    case .header: "the header once more"
    case .total: "a total of other rows"
    case .passedOver: "passed over by the profile"
    case .foot: "the foot of the file"
    case .continuation: "goes on with the text of the row before"
    case .repetition: "repeats a row that was loaded"
    case .shownElsewhere: "a row of another file shows the same transfer"
    case .undecided: "no decision yet"
    }
  }
}
