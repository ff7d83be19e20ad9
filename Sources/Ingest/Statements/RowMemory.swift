internal import PaymentGraph

/// The readings of texts that rows of one statement share, so that each is read once.
///
/// All are functions of the text alone, so nothing depends on what is remembered.
final class RowMemory {
  /// The number of texts of each kind that are remembered; then all are forgotten.
  private static let limit = 4_096

  private var kinds: (out: [String: TransferKind?], into: [String: TransferKind?]) = ([:], [:])
  private var standings: [String: (isAnnounced: Bool, status: PaymentStatus?)] = [:]
  private var accounts: [String: DeclaredAccount?] = [:]
  private var day: (text: String, time: PostingTime)?

  /// Returns the kind of rows with a type, on one side.
  func kind(of type: String, isOut: Bool, _ read: () -> TransferKind?) -> TransferKind? {
    if let known = isOut ? kinds.out[type] : kinds.into[type] { return known }
    let found = read()
    if isOut {
      RowMemory.keep(found, as: type, in: &kinds.out)
    } else {
      RowMemory.keep(found, as: type, in: &kinds.into)
    }
    return found
  }

  func standing(
    of status: String, _ read: () -> (isAnnounced: Bool, status: PaymentStatus?)
  ) -> (isAnnounced: Bool, status: PaymentStatus?) {
    if let known = standings[status] { return known }
    let found = read()
    RowMemory.keep(found, as: status, in: &standings)
    return found
  }

  func account(_ written: String, country: String?) -> DeclaredAccount? {
    if let known = accounts[written] { return known }
    let found = DeclaredAccount(written, country: country)
    RowMemory.keep(found, as: written, in: &accounts)
    return found
  }

  /// Returns the day that a text stands for; most rows have that of the row before.
  func day(_ written: String, _ read: () -> PostingTime?) -> PostingTime? {
    if let day, day.text == written { return day.time }
    guard let time = read() else { return nil }
    // A text with letters may name a zone, on which every row is reported.
    let isBare = written.utf8.allSatisfy { IdentifierText.isDigit($0) || $0 == 0x2D || $0 == 0x2E }
    if time.precision == .day, isBare { day = (written, time) }
    return time
  }

  private static func keep<Value>(
    _ value: Value, as text: String, in known: inout [String: Value]
  ) {
    if known.count >= limit { known.removeAll(keepingCapacity: true) }
    known[text] = value
  }
}
