internal import ArgumentParser
internal import Foundation
internal import Ingest
internal import Inquiries

/// The options that say how files are read; `tributary help input` shows them once for all commands.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      """
      The column of a field in files that no profile knows: amount=Betrag, to=bank+account (joined by /), \
      amount=#5 (fifth column). Columns called amount, currency, time and so on need none. For one file: \
      FILE:amount=Betrag.
      """,
      valueName: "field=column"))
  var maps: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      """
      A value for all rows: currency=CZK, from=maplegate. It fills in what files leave open and never overrules \
      a file. For one file, also against a profile: FILE:currency=CZK.
      """,
      valueName: "field=value"))
  var sets: [String] = []

  @Option(
    name: .customLong("profile"),
    help: ArgumentHelp(
      """
      The profile that reads a file: FILE=gb.firstdirect.csv. NAME alone lets a profile whose header \
      many banks write read every file that it fits.
      """,
      valueName: "profile"))
  var chosenProfiles: [String] = []

  @Option(
    help: ArgumentHelp(
      "The line number of the header in a file read by --map, or none. Default: detected.",
      valueName: "line"))
  var header: String?

  @Option(help: "The delimiter: comma, semicolon, tab, bar, or one character. Default: detected.")
  var delimiter: String?

  @Option(
    help: ArgumentHelp(
      """
      The order of dates such as 04/03/2010 if a file leaves it open: dmy, mdy or ymd; excel, if \
      numbers such as 44256 are days. For one file: FILE=dmy. Default: the file decides, or asks.
      """,
      valueName: "order"))
  var dates: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The decimal mark if a file leaves it open: point or comma. For one file: FILE=comma. \
      Default: the file decides, or asks.
      """,
      valueName: "mark"))
  var decimal: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The zone of times without one: Europe/London, +05:30 or UTC. For one file: \
      FILE=Europe/London. Default: such times order each other in their file, and others only as far as all zones allow.
      """,
      valueName: "zone"))
  var zone: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The direction in entries of camt messages that undo others, if no balance shows it: booked, \
      their own, or original, that of the entry undone. For one file: FILE=booked.
      """,
      valueName: "direction"))
  var reversals: [String] = []

  @Option(
    name: .customLong("custom-codes"),
    help: ArgumentHelp(
      """
      The direction of a bank's own type of transaction in BAI2 files: 915=credit or 915=debit. Default: \
      such files are asked about.
      """,
      valueName: "code=direction"))
  var customCodes: [String] = []

  @Option(
    name: .customLong("sheet"),
    help: ArgumentHelp(
      """
      The sheet of a workbook to read, again for each further one. For one file: FILE=NAME. Default: \
      the only sheet with a table.
      """,
      valueName: "name"))
  var sheets: [String] = []

  @Option(
    name: .customLong("own-account"),
    help: ArgumentHelp(
      """
      The account of a statement that does not name it: KEY. For one file, even if it names \
      another: FILE=KEY.
      """,
      valueName: "account"))
  var ownAccounts: [String] = []

  @Option(help: "An accounts file; the same as naming it among the files.", completion: .file())
  var accounts: [String] = []

  @Option(help: "A claims file; the same as naming it among the files.", completion: .file())
  var claims: [String] = []

  @Flag(help: "End at the first row that cannot be read, and load nothing.")
  var strict = false

  @Flag(
    help:
      "Load rows that can be repaired in only one way: a divided amount, an open quote, missing last cells."
  )
  var lenient = false

  /// The meaning of a negative amount in a row that names both accounts.
  enum Negative: String, CaseIterable, ExpressibleByArgument {
    case reject, reverse

    init?(argument: String) { self.init(word: argument) }
  }

  @Option(
    help:
      "Treatment of a negative amount in a row that names payer and payee: reject it, or reverse it as money paid back."
  )
  var negative = Negative.reject

  @Option(
    name: .customLong("allow-rejects"),
    help: ArgumentHelp(
      "End with status 0 if at most this many rows are rejected.", valueName: "n"))
  var allowedRejects = 0

  @Flag(
    help:
      "Keep rows of different files apart even if they show one payment, except for those that a decisions file names."
  )
  var noMatch = false

  @Option(
    name: .customLong("card-secret"),
    help: ArgumentHelp(
      "A file with a secret of 16 bytes or more, from which card numbers get their marks, so that marks of several loads can be compared. Default: the environment's TRIBUTARY_CARD_SECRET, else a secret made from the files.",
      valueName: "file"),
    completion: .file())
  var cardSecret: String?

  func validate() throws {
    guard !(strict && lenient) else {
      throw ValidationError("--strict and --lenient exclude each other")
    }
    guard allowedRejects >= 0 else { throw ValidationError("--allow-rejects takes 0 or more") }
    _ = try mapping()
    _ = try FormFlags(
      dates: dates, decimal: decimal, zone: zone, reversals: reversals, customCodes: customCodes)
  }

  /// Returns a reader of some files that follows these options; profiles are added by the caller.
  func reader(of paths: [String]) throws -> TransactionReader {
    let tolerance: Tolerance = strict ? .strict : lenient ? .lenient : .normal
    var reader = TransactionReader(
      mapping: try mapping(), tolerance: tolerance, onProgress: { Progress.show($0) })
    reader.fileMappings = try fileMappings(paths)
    reader.matchesStatements = !noMatch
    reader.reversesNegatives = negative == .reverse
    for text in sheets {
      // The last "=" divides; without a file before it the name may have one itself.
      let sign = text.lastIndex(of: "=")
      let file = sign.map { String(text[..<$0]) } ?? ""
      let isFile = Self.names(file, among: paths)
      let name =
        isFile ? String(text[(sign.map { text.index(after: $0) } ?? text.startIndex)...]) : text
      reader.sheets[isFile ? file : "", default: []].append(name)
    }
    for text in ownAccounts {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 { try Self.require(parts[0], among: paths, "--own-account") }
      reader.ownAccounts[parts.count == 2 ? parts[0] : ""] = parts.last ?? ""
    }
    let forms = try FormFlags(
      dates: dates, decimal: decimal, zone: zone, reversals: reversals, customCodes: customCodes)
    for (flag, file) in forms.named { try Self.require(file, among: paths, flag) }
    reader.statedForms = forms.files
    reader.cardSecret = try CardSecretSource.secret(cardSecret)
    return reader
  }

  /// Notes the profiles that are asked for.
  func choose(
    among catalog: () throws(ProfileError) -> ProfileCatalog, for paths: [String],
    in reader: inout TransactionReader
  ) throws {
    guard !chosenProfiles.isEmpty else { return }
    let known: ProfileCatalog
    do throws(ProfileError) {
      known = try catalog()
    } catch {
      throw CommandFailure(error.description)
    }
    for text in chosenProfiles {
      let parts = text.split(separator: "=").map(String.init)
      let name = parts.last ?? ""
      let file = parts.dropLast().joined(separator: "=")
      guard known.names.contains(name) else {
        let near = known.names(near: name).prefix(3).joined(separator: ", ")
        throw CommandFailure(
          "--profile: there is no profile \(name)"
            + (near.isEmpty ? "; tributary profile list names all" : "; did you mean \(near)?"))
      }
      if file.isEmpty {
        let others = reader.chosenProfiles[""].map { "\($0)," } ?? ""
        reader.chosenProfiles[""] = others + name
      } else {
        try Self.require(file, among: paths, "--profile")
        reader.chosenProfiles[file] = name
      }
    }
  }

  /// Returns the mappings that --map and --set give for single files.
  private func fileMappings(_ paths: [String]) throws -> [String: ColumnMapping] {
    var mappings: [String: ColumnMapping] = [:]
    for (text, option) in maps.map({ ($0, "--map") }) + sets.map({ ($0, "--set") }) {
      let (file, field, value) = try Self.divide(text, option: option)
      guard let file else { continue }
      try Self.require(file, among: paths, option)
      if option == "--map" {
        mappings[file, default: ColumnMapping()].columns[field] = Self.columns(value)
      } else {
        mappings[file, default: ColumnMapping()].constants[field] = value
      }
    }
    return mappings
  }

  private static func columns(_ value: String) -> [String] {
    value.split(separator: "+").map(String.init)
  }

  /// Refuses a flag for a file that is not among the files.
  private static func require(_ file: String, among paths: [String], _ option: String) throws {
    guard !names(file, among: paths) else { return }
    throw CommandFailure("\(option) names \(file), which is not one of the files")
  }

  /// Returns true for the name of one of the files, or of a part that one of them holds.
  private static func names(_ file: String, among paths: [String]) -> Bool {
    func isFile(_ name: some StringProtocol) -> Bool {
      !name.isEmpty && paths.contains { $0 == name || $0.hasSuffix("/" + name) }
    }
    if isFile(file) { return true }
    if let mark = file.firstIndex(of: "!"), isFile(file[..<mark]) { return true }
    return paths.contains { PackedFile.holds(file, in: $0) }
  }

  /// Returns the mapping that the options describe; nil where they describe none.
  func mapping() throws -> ColumnMapping? {
    var mapping = ColumnMapping()
    for text in maps {
      let (file, field, value) = try Self.divide(text, option: "--map")
      if file == nil { mapping.columns[field] = Self.columns(value) }
    }
    for text in sets {
      let (file, field, value) = try Self.divide(text, option: "--set")
      if let reason = ColumnMapping.refusal(ofConstant: field, value) {
        throw ValidationError("--set \(text): \(reason)")
      }
      if file == nil { mapping.constants[field] = value }
    }
    for field in mapping.columns.keys where mapping.constants[field] != nil {
      throw ValidationError(
        "\(field.rawValue) is given by --map and by --set: leave one of them out")
    }
    if let header {
      guard let line = HeaderPlace(header) else {
        throw ValidationError("--header takes the number of a line, or none")
      }
      mapping.header = line
    }
    switch delimiter {
    case nil: break
    case "comma": mapping.delimiter = 0x2C
    case "semicolon": mapping.delimiter = 0x3B
    case "tab", "\\t": mapping.delimiter = 0x09
    case "bar": mapping.delimiter = 0x7C
    case let text?:
      guard text.utf8.count == 1, let byte = text.utf8.first else {
        throw ValidationError("--delimiter takes one character or its name, not \"\(text)\"")
      }
      mapping.delimiter = byte
    }
    mapping.forms = try FormFlags(
      dates: dates, decimal: decimal, zone: zone, reversals: reversals, customCodes: customCodes
    )
    .all
    return mapping == ColumnMapping() ? nil : mapping
  }

  /// Divides `field=value`, or `FILE:field=value`.
  private static func divide(
    _ text: String, option: String
  ) throws -> (file: String?, field: Field, value: String) {
    for sign in text.indices where text[sign] == "=" {
      let value = String(text[text.index(after: sign)...])
      let name = text[..<sign]
      if let field = Field(rawValue: String(name)) { return (nil, field, value) }
      if let colon = name.lastIndex(of: ":"),
        let field = Field(rawValue: String(name[name.index(after: colon)...]))
      {
        return (String(name[..<colon]), field, value)
      }
    }
    let fields = Field.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("\(option) takes field=value with a field of: \(fields)")
  }
}

/// `help input`: the options of reading, which all commands that read a case share.
///
/// It stands among the commands because help is asked for by their names; it does nothing but show its help.
struct InputHelp: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "input",
    abstract: "Explain how files are read, and the options for it that all commands share.",
    discussion: """
      Examples:
        tributary check case profiles/*.yaml
        tributary sinks case --map x.csv:amount=Betrag --set x.csv:currency=EUR
        tributary sinks case --dates dmy --decimal comma --zone Europe/London
        xz -dc payments.csv.xz | tributary check -

      A command reads files in any order, and the files of folders; - is standard input. It says of each folder what it \
      leaves out. Each file is recognised by its header. What a file leaves open, these options decide; \
      no option overrules what a file says, unless it names the file.
      """)

  @OptionGroup(title: "Options of reading") var reading: ReadingOptions

  func run() throws { throw CleanExit.helpRequest(self) }
}

/// The source of the secret that marks numbers of cards.
enum CardSecretSource {
  private static let variable = "TRIBUTARY_CARD_SECRET"

  /// Reads the secret from a file, or from the environment; nil where neither gives one.
  static func secret(_ path: String?) throws(CommandFailure) -> CardSecret? {
    try bytes(path).map { CardSecret($0) }
  }

  /// Reads the bytes of the secret.
  static func bytes(_ path: String?) throws(CommandFailure) -> [UInt8]? {
    let bytes: [UInt8]
    if let path {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw CommandFailure("\(path) cannot be read (named by --card-secret)")
      }
      bytes = Array(data)
    } else if let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty {
      bytes = Array(text.utf8)
    } else {
      return nil
    }
    // A short secret is refused: somebody who can try all secrets can find the hidden digits.
    guard bytes.count >= 16 else {
      throw CommandFailure(
        "the secret of \(path ?? variable) has \(bytes.count) bytes; it needs 16 or more that nobody can guess"
      )
    }
    return bytes
  }
}
