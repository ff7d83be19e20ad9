/// A writer of one format: it gets the rows in their order and never asks the ledger.
protocol ExportWriter {
  /// The account of what the format could not carry.
  var loss: ExportLoss { get }
  /// Writes what stands before all rows.
  mutating func begin(_ files: [ExportFile]) throws(ExportError)
  /// Writes an account; accounts come before transfers, in the order of their keys.
  mutating func write(_ account: ExportAccount) throws(ExportError)
  /// Writes a transfer; transfers come in the order of the ledger.
  mutating func write(_ transfer: ExportTransfer) throws(ExportError)
  /// Writes what stands behind all rows.
  mutating func end() throws(ExportError)
}

extension ExportFormat {
  /// The keys that the format can hold as identifiers.
  var keyRule: KeyRule {
    switch self {
    case .graphml, .gexf, .xlsx: .markup
    case .csv: .cell
    case .neo4j, .i2: .oneLine
    case .json, .ftm: .any
    }
  }

  /// True where transfers need the digests of accounts and the identifiers of holders.
  var needsDigests: Bool { self == .ftm }

  /// The sentences on what the format cannot carry, whatever the data.
  func limits(_ material: ExportMaterial) -> [String] {
    let common = [
      "the spelling of times and amounts in the records, memos and further columns: the rows cited by source hold them",
      "balances of statements, and relations between rows that may show one payment",
    ]
    switch self {
    case .csv:
      return [
        "texts that begin with = + - @ have an apostrophe before them, so that no spreadsheet evaluates them"
      ] + common
    case .graphml:
      return ["types of amounts: they are decimal text, with whole minor units beside them"]
        + common
    case .gexf:
      return
        (material.aggregates
        ? []
        : [
          "parallel edges: Gephi adds up the weights of edges between the same two nodes of one kind (the currency) and keeps the attributes of the last; --aggregate writes such sums, with the ids of their transfers"
        ]) + [
          "amounts beyond what a binary fraction holds: weight is for the thickness of lines only, amount and amountMinor are exact",
          "times without a zone stand as they are recorded, and days as their first second: time and precision say so",
        ] + common
    case .ftm:
      return [
        "role, pooled accounts, links between receipts and payouts as relations: notes and summary say them",
        "times: FollowTheMoney takes a day or a moment; a period stands as its first day, with the period in summary",
        "Aleph draws payments between holders; the accounts stand in payerAccount and beneficiaryAccount",
      ] + common
    case .neo4j:
      return ["line breaks within texts, which the importer refuses by default"] + common
    case .json: return common
    case .xlsx:
      return [
        "amounts of more than 15 digits as numbers: amountText is exact",
        "more than 1,048,575 rows a sheet: further sheets follow",
      ] + common
    case .i2:
      return [
        "accounts without transfers, and line breaks within texts",
        "received amounts of conversions as numbers: they stand in Description",
      ] + common
    }
  }
}
