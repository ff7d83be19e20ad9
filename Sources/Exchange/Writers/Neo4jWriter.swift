/// Tables for `neo4j-admin database import`: heads with types, text in quotes, absent values empty and without quotes.
///
/// The importer refuses line breaks within cells by default, so they become blanks.
struct Neo4jWriter: ExportWriter {
  private let accountSink: ByteSink
  private let transferSink: ByteSink
  private let fileSink: ByteSink
  private let scriptSink: ByteSink
  private let accounts: [ExportField<ExportAccount>]
  private let transfers: [ExportField<ExportTransfer>]
  private(set) var loss = ExportLoss()

  init(_ sinks: [ByteSink], _ material: ExportMaterial) {
    (accountSink, transferSink) = (sinks[0], sinks[1])
    (fileSink, scriptSink) = (sinks[2], sinks[3])
    accounts = ExportFields.accounts(material).filter {
      !["label", "name"].contains($0.name)
    }
    transfers = ExportFields.transfers(material)
  }

  /// Returns the head of a column: the name and, for all but text, the type.
  private static func head(_ name: String, _ type: FieldType) -> String {
    switch (name, type) {
    case ("day", _): "day:date"
    case (_, .number): "\(name):long"
    case (_, .flag): "\(name):boolean"
    default: name
    }
  }

  mutating func begin(_ files: [ExportFile]) throws(ExportError) {
    accountSink.put(
      (["key:ID(Account)", "name"] + accounts.map { Neo4jWriter.head($0.name, $0.type) }
        + [":LABEL"]).joined(separator: ",") + "\n")
    transferSink.put(
      ([":START_ID(Account)", ":END_ID(Account)", ":TYPE", "id", "at:datetime"]
        + transfers.map { Neo4jWriter.head($0.name, $0.type) }).joined(separator: ",") + "\n")
    fileSink.put("sha256:ID(File),cited,name,bytes:long,:LABEL\n")
    // Two names of one content are one file.
    var seen: Set<String> = []
    for file in files where seen.insert(file.digest).inserted {
      fileSink.put("\"\(file.digest)\",")
      TableText.oneLine(file.short, to: fileSink, loss: &loss)
      fileSink.put(0x2C)
      TableText.oneLine(file.name, to: fileSink, loss: &loss)
      fileSink.put(",\(file.byteCount),\"File\"\n")
      try fileSink.endRow()
    }
    scriptSink.put(Neo4jWriter.script)
  }

  /// The one command that loads the folder.
  private static let script = """
    #!/bin/sh
    # Loads this folder into a new database: sh import.sh [DATABASE]
    set -e
    cd "$(dirname "$0")"
    exec neo4j-admin database import full "${1:-neo4j}" --id-type=string \\
      --nodes=accounts.csv --nodes=files.csv --relationships=transfers.csv

    """

  mutating func write(_ account: ExportAccount) throws(ExportError) {
    TableText.oneLine(account.id, to: accountSink, loss: &loss)
    accountSink.put(0x2C)
    TableText.oneLine(account.name ?? account.label, to: accountSink, loss: &loss)
    for field in accounts {
      accountSink.put(0x2C)
      put(field.value(account), field.type, to: accountSink)
    }
    let role = account.role == "unknown" ? "" : ";" + Neo4jWriter.capitalised(account.role)
    accountSink.put(",\"Account\(role)\"\n")
    try accountSink.endRow()
  }

  private static func capitalised(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }

  mutating func write(_ transfer: ExportTransfer) throws(ExportError) {
    TableText.oneLine(transfer.payer, to: transferSink, loss: &loss)
    transferSink.put(0x2C)
    TableText.oneLine(transfer.beneficiary, to: transferSink, loss: &loss)
    transferSink.put(",\"TRANSFER\",\"\(transfer.id)\",")
    if transfer.sum == nil, let moment = transfer.time.moment {
      transferSink.put(transfer.time.hasFraction ? transfer.time.text ?? "" : moment + "Z")
    }
    for field in transfers {
      transferSink.put(0x2C)
      if field.name == "day" {
        transferSink.put(transfer.time.day ?? "")
      } else {
        put(field.value(transfer), field.type, to: transferSink)
      }
    }
    transferSink.put(0x0A)
    try transferSink.endRow()
  }

  private mutating func put(_ value: FieldValue?, _ type: FieldType, to sink: ByteSink) {
    switch value {
    case nil: break
    case .text(let text)?: TableText.oneLine(text, to: sink, loss: &loss)
    case .number(let number)?: sink.put(number: number)
    case .flag(let flag)?: sink.put(flag ? "true" : "false")
    }
  }

  mutating func end() throws(ExportError) {
    for sink in [accountSink, transferSink, fileSink, scriptSink] { try sink.finish() }
  }
}
