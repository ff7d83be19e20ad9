internal import Drawing
internal import PaymentGraph

/// The ends of streams at the rows of a flow diagram's tables.
struct LedgerPorts {
  /// The end of a stream in a row, or of several streams of one kind where a row has very many.
  struct Entry {
    var streams: [Int]
    let port: String

    var stream: Int { streams[0] }
  }

  /// The properties that streams with a shared end have in common.
  private struct Kind: Hashable {
    let channel: Int?
    let column: Int
    let isReturn: Bool
    let evidence: FlowEvidence
  }

  /// The most ends at one side of a row that have a line each; where there are more, those of one
  /// channel and one column end together.
  private static let mostEnds = 24

  /// The streams that end at the left and at the right of each party's row, by channel.
  private(set) var entries: [(left: [Entry], right: [Entry])]
  private let model: FlowModel
  /// The shared port of each stream, by the port that it would have alone.
  private var shared: [String: String] = [:]

  init(_ model: FlowModel) {
    self.model = model
    entries = Array(repeating: (left: [], right: []), count: model.parties.count)
    addEntries()
    for party in entries.indices {
      entries[party].left = bundled(entries[party].left, of: party)
      entries[party].right = bundled(entries[party].right, of: party)
    }
  }

  private mutating func addEntries() {
    let order = model.streams.indices.sorted {
      let (left, right) = (model.channel(model.streams[$0]), model.channel(model.streams[$1]))
      return (left ?? 99, $0) < (right ?? 99, $1)
    }
    for number in order {
      let stream = model.streams[number]
      if model.isSideways(stream) {
        entries[stream.from].right.append(Entry(streams: [number], port: "r\(number)"))
        entries[stream.to].right.append(Entry(streams: [number], port: "q\(number)"))
      } else {
        entries[model.left(stream)].right.append(Entry(streams: [number], port: "r\(number)"))
        entries[model.right(stream)].left.append(Entry(streams: [number], port: "l\(number)"))
      }
    }
  }

  private mutating func bundled(_ ends: [Entry], of party: Int) -> [Entry] {
    guard ends.count > LedgerPorts.mostEnds else { return ends }
    var bundles: [Entry] = []
    var places: [Kind: Int] = [:]
    for end in ends {
      let stream = model.streams[end.stream]
      guard !model.isSideways(stream) else {
        bundles.append(end)
        continue
      }
      let other = stream.from == party ? stream.to : stream.from
      let kind = Kind(
        channel: model.channel(stream), column: model.parties[other].column,
        isReturn: stream.isReturn, evidence: stream.evidence)
      if let place = places[kind] {
        bundles[place].streams += end.streams
        shared[end.port] = bundles[place].port
      } else {
        places[kind] = bundles.count
        bundles.append(end)
      }
    }
    return bundles
  }

  /// Returns the name of the cell where a stream ends that would have a port alone.
  func name(_ port: String) -> NodeID { NodeID(shared[port] ?? port) }

  /// Returns the number of lines of a party's row.
  func height(_ party: Int) -> Int {
    max(1, entries[party].left.count, entries[party].right.count)
  }

  /// Returns the amounts of an end's payments.
  func words(_ entry: Entry) -> String {
    let stream = model.streams[entry.stream]
    // A line within a column starts and ends at the same side.
    let way = model.isSideways(stream) ? entry.port.hasPrefix("q") ? "in " : "out " : ""
    let transfers = entry.streams.flatMap { model.streams[$0].transfers }
    return (stream.isReturn ? "back " : way)
      + PaymentsText(ledger: model.ledger, transfers: transfers).amounts
      .joined(separator: " + ")
  }
}
