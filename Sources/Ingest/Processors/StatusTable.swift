internal import Synchronization

/// The words of one payment service for the progress of a payment, and for whether a row moved the balance.
///
/// The table `statuses.csv` is beside the profiles. A line has the service, the column that it explains (`status` or
/// `impact`), the meaning, and the texts of one language in each column, several with `|` between them. A text that
/// ends with ` *` stands for all that begin with it, `-` for an empty cell. Texts are compared as in ``EventTable``.
struct StatusTable: Sendable {
  private var statuses: [String: PaymentStatus] = [:]
  private var beginnings: [(text: String, status: PaymentStatus)] = []
  private var impacts: [String: Bool] = [:]
  private var impactBeginnings: [(text: String, moves: Bool)] = []

  /// Reads the lines of one service; malformed lines are left out, and a test checks that there are none.
  init(service: String, text: String) {
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let cells = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
      guard cells.count > 3, cells[0] == service else { continue }
      for written in cells[3...].flatMap({ $0.split(separator: "|") }) {
        add(String(written), subject: cells[1], meaning: cells[2])
      }
    }
  }

  private mutating func add(_ written: String, subject: String, meaning: String) {
    let text = EventTable.normal(written)
    let isBeginning = written.hasSuffix(" *")
    if subject == "status", let status = PaymentStatus(rawValue: meaning) {
      if isBeginning {
        beginnings.append((text + " ", status))
      } else if statuses[text] == nil {
        statuses[text] = status
      }
    } else if subject == "impact", meaning == "moved" || meaning == "none" {
      if isBeginning {
        impactBeginnings.append((text + " ", meaning == "moved"))
      } else if impacts[text] == nil {
        impacts[text] = meaning == "moved"
      }
    }
  }

  /// Returns the meaning of a status; nil where the table does not have the word.
  func status(_ written: String) -> PaymentStatus? {
    let text = EventTable.normal(written)
    if let known = statuses[text] { return known }
    return beginnings.first { text.hasPrefix($0.text) }?.status
  }

  /// Returns true where a row moved the balance, by the column that tells it; nil where it does not tell.
  func moves(_ written: String?) -> Bool? {
    guard let written else { return nil }
    let text = EventTable.normal(written)
    if let known = impacts[text] { return known }
    return impactBeginnings.first { text.hasPrefix($0.text) }?.moves
  }

  /// True where the table has no words for a status.
  var isEmpty: Bool { statuses.isEmpty }

  // MARK: The table that comes with the program

  /// The services whose statuses are known.
  static let services = ["paypal", "payoneer", "revolut", "stripe", "wise"]

  /// Returns the table of a service, read once; nil where it has none.
  static func of(_ service: String) -> StatusTable? {
    guard services.contains(service) else { return nil }
    return cache.withLock { known in
      if let table = known[service] { return table }
      let text = String(decoding: PackageResources.statuses_csv, as: UTF8.self)
      let table = StatusTable(service: service, text: text)
      known[service] = table
      return table
    }
  }

  private static let cache = Mutex<[String: StatusTable]>([:])
}
