internal import PaymentGraph
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

/// The progress of a payment, as the status in its row tells it.
enum PaymentStatus: String, CaseIterable, Sendable {
  /// The money moved; money given back later has a row of its own.
  case settled
  /// The payment was taken back: where it moved money first, another row gives that back.
  case undone
  /// The payment is not final: it waits, is held, or nobody has accepted it.
  case open
  /// The payment failed.
  case failed
}

/// The events of one payment service: their names in each language, and their meanings.
///
/// A table is a file beside the profiles, `<service>.types.csv`: a line has the service's own code, the kind, the other
/// party, and then the texts of one language in each column, several with `|` between them. A text that ends with ` *`
/// stands for all that begin with it. Texts are compared by their letters and digits, regardless of case.
struct EventTable: Sendable {
  /// The meaning of an event.
  struct Event: Sendable, Equatable {
    /// The service's own code: `T0006`.
    let code: String
    let kind: TransferKind
    let party: Party
  }

  /// The other side of an event.
  enum Party: String, CaseIterable, Sendable {
    /// The party that the row names.
    case named
    /// The service itself.
    case service
    /// A bank account of the holder or another person, which the row seldom names.
    case bank
    /// A card.
    case card
    /// No other party: the account itself.
    case own
  }

  /// The name of the service.
  let service: String
  private var events: [String: Event] = [:]
  private var beginnings: [(text: String, event: Event)] = []

  /// Returns the key of a service's own account.
  static func account(of service: String) -> String { "processor:\(service)" }

  /// Returns the event that a row's type names; nil where the table does not have the text.
  func event(_ written: String) -> Event? {
    let text = EventTable.normal(written)
    if let known = events[text] { return known }
    return beginnings.first { text.hasPrefix($0.text) }?.event
  }

  /// All texts with their events, by text.
  var texts: [(text: String, event: Event)] {
    events.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Reads a table; malformed lines are left out, and a test checks that there are none.
  init(service: String, text: String) {
    self.service = service
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let cells = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
      guard cells.count > 3, let kind = TransferKind(name: cells[1]),
        let party = Party(rawValue: cells[2])
      else { continue }
      let event = Event(code: cells[0], kind: kind, party: party)
      for written in cells[3...].flatMap({ $0.split(separator: "|") }) {
        let text = EventTable.normal(written)
        if written.hasSuffix(" *") {
          beginnings.append((text + " ", event))
        } else if events[text] == nil {
          events[text] = event
        }
      }
    }
  }

  /// Returns the letters and digits of a text, in lower case, with one blank for all characters between words.
  static func normal(_ text: some StringProtocol) -> String {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      let isPart =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark
      if isPart {
        word.append(scalar)
      } else if !word.isEmpty {
        words.append(String(word))
        word = String.UnicodeScalarView()
      }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words.joined(separator: " ")
  }

  // MARK: The tables that come with the program

  /// The names of the services that have a table.
  static let services = ["paypal", "revolut", "stripe", "wise"]

  /// Returns the table of a service, read once; nil where it has none.
  static func of(_ service: String) -> EventTable? {
    cache.withLock { known in
      if let table = known[service] { return table }
      guard let bytes = bytes(of: service) else { return nil }
      let table = EventTable(service: service, text: String(decoding: bytes, as: UTF8.self))
      known[service] = table
      return table
    }
  }

  private static let cache = Mutex<[String: EventTable]>([:])

  private static func bytes(of service: String) -> [UInt8]? {
    switch service {
    case "paypal": PackageResources.paypal_types_csv
    case "revolut": PackageResources.revolut_types_csv
    case "stripe": PackageResources.stripe_types_csv
    case "wise": PackageResources.wise_types_csv
    default: nil
    }
  }
}
